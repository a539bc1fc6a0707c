"""The mail server from the environment, and what the doctor says of it."""

from typing import Any

import pytest

from guatu.cli import doctor
from guatu.config.mail import mail_from_environment
from guatu.core.clock import frozen_at
from guatu.notifications.choices import DeliveryState
from guatu.notifications.models import Delivery
from guatu.notifications.use_cases.send_test_message import send_test_message
from tests.builders import a_zone, console
from tests.notifications.builders import NOON, a_channel
from tests.notifications.stand_ins import a_stand_in


@pytest.mark.parametrize(
    ("environ", "host", "port", "user", "password", "tls", "ssl"),
    [
        ({}, "", 25, "", "", False, False),
        ({"GUATU_EMAIL_URL": "smtp://mail.example.com"}, "mail.example.com", 25, "", "", False, False),
        ({"GUATU_EMAIL_URL": "smtps://u:p%40ss@mail:4650"}, "mail", 4650, "u", "p@ss", False, True),
        ({"GUATU_EMAIL_URL": "smtp+tls://u%40x.cn:p@mail"}, "mail", 587, "u@x.cn", "p", True, False),
        (
            {"GUATU_EMAIL_HOST": "mail", "GUATU_EMAIL_USER": "u", "GUATU_EMAIL_TLS": "tls"},
            "mail", 465, "u", "", False, True,
        ),
    ],
)  # fmt: skip
def test_reads_the_environment(
    environ: dict[str, str], host: str, port: int, user: str, password: str, tls: bool, ssl: bool
) -> None:
    read = mail_from_environment(environ)
    names = ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL")
    assert tuple(read[f"EMAIL_{n}"] for n in names) == (host, port, user, password, tls, ssl)


def test_names_the_sender() -> None:
    def sender(**environ: str) -> str:
        return str(
            mail_from_environment({f"GUATU_EMAIL_{k}": v for k, v in environ.items()})["DEFAULT_FROM_EMAIL"]
        )

    assert sender(HOST="mail.example.com") == "guatu@mail.example.com"
    assert sender(HOST="mail", USER="office@example.com") == "office@example.com"
    assert sender(HOST="mail", USER="u", FROM="挂图 <a@example.com>") == "挂图 <a@example.com>"


@pytest.mark.parametrize("url", ["mail.example.com", "http://mail", "smtp://"])
def test_refuses_another_form(url: str) -> None:
    with pytest.raises(ValueError, match="GUATU_EMAIL_URL"):
        mail_from_environment({"GUATU_EMAIL_URL": url})


@pytest.mark.django_db
def test_the_doctor_looks_at_mail_and_robots(settings: Any) -> None:
    settings.EMAIL_HOST = ""
    assert [(f.name, f.ok, f.told[:26]) for f in doctor.mail()] == [
        ("mail", True, "no mail server is set up; ")
    ]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 2
    [finding] = doctor.mail()
    assert (finding.ok, finding.told) == (False, "127.0.0.1:9 cannot be used: ConnectionRefusedError")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert not next(doctor.mail()).ok, "links lead nowhere without an address"
    settings.GUATU_PUBLIC_URL = "https://guatu.example.com"
    zone = a_zone()
    with a_stand_in(NOON.timestamp()) as robots, frozen_at(NOON):
        settings.GUATU_ROBOT_HOSTS = [robots.origin]
        channel = a_channel(zone, robots.origin)
        assert [f.ok for f in doctor.mail()] == [True, True]
        Delivery.objects.filter(id=send_test_message(actor=console(zone), channel=channel).id).update(
            state=DeliveryState.GIVEN_UP
        )
        assert [(f.name, f.ok) for f in doctor.mail()] == [("mail", True), ("group robots of TZ", False)]
