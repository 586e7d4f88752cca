"""Bytes that could be a film's until the last one has come, for tests and benchmarks of moving bytes."""

from __future__ import annotations

import random

BEGINNING = bytes.fromhex("1a45dfa3 8b 4282 88 6d6174726f736b61 18538067 01ffffffffffffff")
"""Of a Matroska file of unknown length (RFC 8794, RFC 9559): what is no film at all ends an upload at once."""


def noise(size: int, seed: int | None = None) -> bytes:
    """``size`` bytes, the same for the same ``seed`` (the size, when it isn't given)."""
    return (BEGINNING + random.Random(size if seed is None else seed).randbytes(size))[:size]


def silence(size: int) -> bytes:
    """``size`` bytes, nearly all of them zeros."""
    return (BEGINNING + bytes(max(size - len(BEGINNING), 0)))[:size]
