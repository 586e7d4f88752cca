"""Seats of a lane: who paused comes before new jobs."""

from __future__ import annotations

from mkv2castui.conversions.seats import Seat, Seats


def seat_of(seats: Seats) -> tuple[Seat, list[str]]:
    """A taken seat, and what happens when a pause frees it."""
    assert seats.take()
    freed: list[str] = []
    return Seat(seats, lambda: freed.append("freed")), freed


def test_there_are_no_more_than_that() -> None:
    seats = Seats(2)
    assert [seats.take(), seats.take(), seats.take()] == [True, True, False]


def test_a_pause_frees_the_seat_for_others_and_says_so_once() -> None:
    seats = Seats(1)
    seat, freed = seat_of(seats)
    seat.leave()
    seat.leave()
    assert freed == ["freed"]
    assert seats.take()
    assert not seats.take()


def test_who_goes_on_waits_for_a_seat_and_then_comes_before_new_jobs() -> None:
    seats = Seats(1)
    paused, _ = seat_of(seats)
    paused.leave()
    other, _ = seat_of(seats)
    assert not paused.take_again()
    other.end()
    assert not seats.take()
    assert paused.take_again()
    assert not seats.take()
    paused.end()
    assert seats.take()


def test_who_is_cancelled_while_it_waits_to_go_on_keeps_nobody_waiting() -> None:
    seats = Seats(1)
    paused, _ = seat_of(seats)
    paused.leave()
    other, _ = seat_of(seats)
    assert not paused.take_again()
    paused.end()
    other.end()
    assert seats.take()
    assert not seats.take()


def test_who_has_a_seat_keeps_it() -> None:
    seats = Seats(1)
    seat, _ = seat_of(seats)
    assert seat.take_again()
    seat.end()
    assert seats.take()
    assert not seats.take()
