"""E-mail, by Django's mail."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage

from guatu.notifications.choices import SendFault
from guatu.notifications.senders import NotSent


def mail_is_set_up() -> bool:
    """Whether the settings name a mail server."""
    return bool(settings.EMAIL_HOST)


def send_mail(to: str, subject: str, body: str) -> None:
    """Hand one plain message to the mail server. Raises `NotSent`."""
    if not mail_is_set_up():
        raise NotSent(SendFault.NO_SERVER)
    if not to:
        raise NotSent(SendFault.NO_ADDRESS)
    try:
        EmailMessage(subject=" ".join(subject.split()), body=body, to=[to]).send()
    except smtplib.SMTPResponseException as error:
        raise NotSent(SendFault.REFUSED, _said(error.smtp_code, error.smtp_error)) from error
    except smtplib.SMTPRecipientsRefused as error:
        raise NotSent(SendFault.REFUSED, _said(*next(iter(error.recipients.values())))) from error
    except (smtplib.SMTPException, OSError) as error:
        raise NotSent(SendFault.UNREACHABLE, type(error).__name__) from error


def _said(code: int, words: bytes | str) -> str:
    return f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"
