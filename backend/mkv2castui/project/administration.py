"""What whoever runs the server does to accounts on its command line."""

from __future__ import annotations

import logging
from functools import partial

from mkv2castui.project.start import CannotStart, environment, make_data_directory, reporting, say, set_up_django

log = logging.getLogger(__name__)


def create_admin(email: str, password: str, name: str, data: str | None) -> int:
    """Returns the exit status; what prevents it is one line on stderr."""
    return reporting(partial(_create_admin, email, password, name, data))


def _create_admin(email: str, password: str, name: str, data: str | None) -> int:
    make_data_directory(environment(data).data)
    set_up_django()
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from mkv2castui.accounts import second_factor, setup
    from mkv2castui.project import schema

    schema.wait_for_server()
    schema.migrate()
    try:
        validate_email(email)
        user = setup.add_admin(email, password, name)
    except ValidationError as error:
        raise CannotStart(" ".join(error.messages)) from None
    say(f"{user.email} is an administrator")
    if second_factor.take_off(user):
        say("Their second factors and passkeys were taken off")
    return 0


def announce_setup() -> None:
    """Say how the first administrator is made, as long as there is none and people sign in."""
    from django.conf import settings

    from mkv2castui.accounts import setup

    if settings.REQUIRE_AUTH and setup.is_open():
        log.warning("Nobody is administrator yet: open the page on this computer, or use the code %s", setup.code())
