"""Mails go out after the answer: the time that a mail server takes would tell who has an account here.

It also takes the mail server's errors out of the answer. They are in the log, after a few attempts.
"""

from __future__ import annotations

import atexit
import logging
from collections.abc import Sequence
from functools import cache
from queue import Queue
from threading import Thread

import tenacity
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

log = logging.getLogger(__name__)

_ATTEMPTS = 3
_PAUSE = 5.0  # seconds
_AT_THE_END = 5.0  # seconds: a program that is told to stop waits so long for its last mails

_letters: Queue[tuple[str, EmailMessage]] = Queue()


class AfterTheAnswer(BaseEmailBackend):
    """Django's ``EMAIL_BACKEND``; ``MAIL_CARRIER`` names the one that sends."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        _postman()
        for message in email_messages:
            _letters.put((settings.MAIL_CARRIER, message))
        return len(email_messages)


def finish(seconds: float = _AT_THE_END) -> int:
    """Wait so long at most until all is sent; how many are not."""
    with _letters.all_tasks_done:
        _letters.all_tasks_done.wait_for(lambda: not _letters.unfinished_tasks, seconds)
        return _letters.unfinished_tasks


@cache
def _postman() -> Thread:
    """Ends with the program, even when a mail server does not answer."""
    thread = Thread(target=_deliver, name="post", daemon=True)
    thread.start()
    atexit.register(finish)
    return thread


def _deliver() -> None:
    while True:
        carrier, message = _letters.get()
        try:
            _send(carrier, message)
        except Exception:
            log.exception("A mail could not be sent")
        finally:
            _letters.task_done()


@tenacity.retry(
    retry=tenacity.retry_if_exception_type(OSError),  # smtplib's errors are such
    stop=tenacity.stop_after_attempt(_ATTEMPTS),
    wait=tenacity.wait_fixed(_PAUSE),
    reraise=True,
)
def _send(carrier: str, message: EmailMessage) -> None:
    get_connection(carrier).send_messages([message])
