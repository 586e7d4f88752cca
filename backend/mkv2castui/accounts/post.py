"""Mails go out after the answer: the time that a mail server takes would tell who has an account here.

It also takes the mail server's errors out of the answer. They are in the log, after a few attempts.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import tenacity
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

log = logging.getLogger(__name__)

_ATTEMPTS = 3
_PAUSE = 5.0  # seconds

_carriers = ThreadPoolExecutor(2, thread_name_prefix="post")
"""What they have begun is finished when the program ends."""


class AfterTheAnswer(BaseEmailBackend):
    """Django's ``EMAIL_BACKEND``; ``MAIL_CARRIER`` names the one that sends."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            _carriers.submit(_send, settings.MAIL_CARRIER, message)
        return len(email_messages)


def _send(carrier: str, message: EmailMessage) -> None:
    try:
        _try_to_send(carrier, message)
    except OSError:  # smtplib's errors are such
        log.exception("A mail could not be sent")


@tenacity.retry(
    retry=tenacity.retry_if_exception_type(OSError),
    stop=tenacity.stop_after_attempt(_ATTEMPTS),
    wait=tenacity.wait_fixed(_PAUSE),
    reraise=True,
)
def _try_to_send(carrier: str, message: EmailMessage) -> None:
    get_connection(carrier).send_messages([message])
