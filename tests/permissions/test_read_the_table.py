"""What holds whatever stands in the table of who may open what: read by itself, without asking anything."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.permissions import table
from tests.permissions.asking import ALLOWED, NOT_ALLOWED, NOT_THERE, SIGN_IN
from tests.permissions.people import ANONYMOUS, EVERYBODY, LINK, STRANGER, Who
from tests.permissions.table import Line

# Not under a zone's address: the installation's own pages, and what opens by a link.
OUTSIDE = ("site", "link", "tip")
# Everybody's own: the way in, the search (over what one sees), what one was told, what waits for one; by the API the
# token itself, and what happened to what one sees.
OWN_PAGES = {
    "zone",
    "search",
    "help",
    "projects:desk",
    "grids:mine",
    "live:own-bell",
    "feeds:calendars",
    "feeds:calendar-subscribe",
    "tokens:tokens",
    "tokens:token-issue",
    "api:token",
    "api:events",
    *(f"notifications:{name}" for name in ("notifications", "bell", "preferences", "notifications-read")),
    "api:notifications/read-all-notifications",
}
# Who is who, which administrators see as well.
ROSTER = {
    "live:organization",
    *(f"api:{name}" for name in ("units", "people", "posts")),
    *(
        f"organization:{name}"
        for name in ("units", "unit", "post", "people", "person", "task-forces", "task-force", "on-date")
    ),
}
# What each administrator may open beside that, and change.
ADMINISTRATORS: dict[str, tuple[set[str], set[str]]] = {
    "auditor": ({"audit:record", "audit:record-download"}, set()),
    "system_administrator": (
        {
            "organization:accounts",
            "notifications:channels",
            "notifications:deliveries",
            "webhooks:webhooks",
            "webhooks:webhook",
        },
        {
            *(
                f"organization:{name}"
                for name in ("account-open", "password-reset", "account-lock", "account-unlock")
            ),
            "organization:second-factors-remove",
            *(f"notifications:channel-{name}" for name in ("add", "edit", "test", "remove")),
            "notifications:delivery-retry",
            *(
                f"webhooks:webhook-{name}"
                for name in ("add", "edit", "secret-renew", "remove", "test", "redeliver")
            ),
            *(f"api:notifications/{name}-channel" for name in ("add", "edit", "remove")),
            *(f"api:notifications/{name}" for name in ("retry-delivery", "send-test-message")),
            *(f"api:organization/{name}" for name in ("lock-account", "unlock-account", "set-email")),
            *(f"api:webhooks/{name}-webhook" for name in ("add", "edit", "redeliver", "remove")),
            *(f"api:webhooks/{name}" for name in ("renew-webhook-secret", "send-test-event")),
        },
    ),
    "security_administrator": (
        set(),
        {
            "organization:post-create",
            "organization:sign-in-rules",
            "api:organization/choose-sign-in-rules",
        },
    ),
}
# Having read what one was told: a page that is sent, and no more.
READ = {"notifications:notifications-read", "api:notifications/read-all-notifications"}
# Own pages that are sent.
SENT = {"notifications:preferences", "feeds:calendar-subscribe", "tokens:token-issue", *READ}
# What nobody of the scene can open: second factors that nobody of them has, calendars and tokens of somebody else (the
# link of one who holds no post), identities elsewhere that are not set up; by the API what is its caller's own alone.
NOBODY = {
    "api:api/withdraw-api-token",
    "api:feeds/withdraw-calendar-feed",
    "api:notifications/save-preferences",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "metrics",
    "feeds:calendar-renew",
    "feeds:calendar-withdraw",
    "tokens:token-withdraw",
    "calendar-feed",
    *(
        f"{provider}_{step}"
        for provider in ("wecom", "dingtalk", "feishu", "openid_connect")
        for step in ("login", "callback")
    ),
}


def lines(*, but: tuple[str, ...] = ()) -> Iterator[tuple[Line, dict[str, str]]]:
    """Every line with the answers by the names of the columns."""
    for section in sorted(table.sections()):
        if section not in but:
            for line, answers in table.read(section).items():
                yield line, dict(zip((who.name for who in EVERYBODY), answers, strict=True))


def opened_by(who: str, *methods: str) -> set[str]:
    return {
        line.name
        for line, answers in lines(but=OUTSIDE)
        if answers[who] == ALLOWED and line.method in methods
    }


def test_every_answer_is_one_of_four() -> None:
    known = {ALLOWED, NOT_THERE, NOT_ALLOWED, SIGN_IN}
    assert [line for line, answers in lines() if not set(answers.values()) <= known] == []


@pytest.mark.parametrize(
    ("who", "answer"),
    [(ANONYMOUS, SIGN_IN), (LINK, SIGN_IN), (STRANGER, NOT_THERE)],
    ids=lambda one: str(one[0]),
)
def test_a_zone_is_closed_to_whoever_is_not_of_it(who: Who, answer: str) -> None:
    closed = [
        # A list of the API is of the zone that the token names, which is their own; so is what names no object.
        (line, answers)
        for line, answers in lines(but=OUTSIDE)
        # What looks for its object itself asks first who may.
        if not (who is STRANGER and (line.whose in ("list", "none") or line.name == "api:grids/place-object"))
    ]
    assert [line for line, answers in closed if answers[who.name] != answer] == []


def test_every_line_is_opened_by_somebody() -> None:
    """Else the line would say nothing: the row is not there, or the power is nobody's."""
    opened = {line.name for line, answers in lines() if ALLOWED in answers.values()}
    silent = {
        line.name for line, _ in lines() if line.name not in opened and not line.name.startswith("live:")
    }
    assert silent == NOBODY


@pytest.mark.parametrize("who", sorted(ADMINISTRATORS))
def test_an_administrator_opens_nothing_but_their_own(who: str) -> None:
    reads, changes = ADMINISTRATORS[who]
    own = OWN_PAGES - READ
    assert opened_by(who, "GET", "WATCH") - own - ROSTER - changes == reads
    assert opened_by(who, "POST") - SENT == changes


def test_whoever_has_no_role_opens_their_own_pages() -> None:
    assert opened_by("no_role", "GET", "POST", "WATCH") - OWN_PAGES == set()
