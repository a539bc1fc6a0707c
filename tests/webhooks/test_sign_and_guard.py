"""What is signed, how long it is tried, and where it may go. Without a database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.webhooks.rules import PAUSES, address_fault, hears, is_public, new_secret, pause_after, signature


def test_the_example_of_the_convention() -> None:
    """The vector that Standard Webhooks' own libraries are tested with."""
    body = b'{"test": 2432232314}'
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    signed = signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@given(st.binary(max_size=50), st.binary(max_size=50), st.integers(0, 2**33), st.integers(0, 2**33))
def test_another_body_or_moment_is_signed_otherwise(one: bytes, two: bytes, first: int, second: int) -> None:
    secret = new_secret()
    same = (one, first) == (two, second)
    assert (signature(secret, "msg_1", first, one) == signature(secret, "msg_1", second, two)) == same


def test_pauses_grow_and_end_within_a_week() -> None:
    assert list(PAUSES) == sorted(PAUSES)
    assert pause_after(1) == timedelta(minutes=1)
    assert pause_after(len(PAUSES) + 1) is None
    assert timedelta(days=3) < sum(PAUSES, timedelta()) < timedelta(days=7)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/", "ftp://example.org/", "https://", "https://user:word@example.org/",
        "javascript:alert(1)", "https://example.org/#x", "https://example.org:99999/", "https://exa mple.org/",
        "https://[::1/", "",
        "https://example.org/\r\nX: y",
    ],
)  # fmt: skip
def test_addresses_that_are_none(url: str) -> None:
    assert address_fault(url)


def test_addresses() -> None:
    assert not address_fault("https://example.org/hook?key=1")
    assert not address_fault("http://10.0.0.1:8080/x", ["http://10.0.0.1:8080"])
    assert address_fault("http://10.0.0.1:8081/x", ["http://10.0.0.1:8080"])
    assert not address_fault("http://im.example.cn:80/x", ["http://im.example.cn"])


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1::1", True), ("127.0.0.1", False), ("10.0.0.1", False),
        ("172.16.3.4", False), ("192.168.1.1", False), ("169.254.169.254", False), ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 – refused
        ("224.0.0.1", False), ("255.255.255.255", False), ("::1", False), ("fe80::1%eth0", False),
        ("fd00::1", False), ("::ffff:10.0.0.1", False), ("::ffff:93.184.216.34", True), ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False),
    ],
)  # fmt: skip
def test_the_open_network(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_kinds_are_apps_or_events() -> None:
    assert hears(["matters"], "matters.matter.raised")
    assert hears(["projects.plan.approved"], "projects.plan.approved")
    assert not hears(["projects.plan.approved", "matter"], "projects.plan.submitted")
    assert not hears(["matter"], "matters.matter.raised")
