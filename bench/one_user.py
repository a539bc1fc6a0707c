"""Somebody who is signed in, of an invented zone: what their browser and their program send, and what a page asks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guatu.core.models import Zone

# Of the invented zones: what each holds.
PROJECTS, MATTERS = 200, 1_000


class OneUser:
    """The head of the office of the first invented zone, who can see all of it."""

    def __init__(self, zone: Zone, headers: Mapping[str, str], token: str) -> None:
        self.zone, self.headers = zone, dict(headers)
        self.program = {"Authorization": f"Bearer {token}"}

    def pages(self) -> dict[str, tuple[str, Mapping[str, str]]]:
        """What is measured: name → address and headers."""
        from django.urls import reverse

        from guatu.matters.models.matter import Matter

        code = self.zone.code
        matter = Matter.objects.filter(zone=self.zone).order_by("id")[0]
        return {
            "wall chart": (reverse("wallchart:chart", args=[code]), self.headers),
            "data of the wall chart": (reverse("wallchart:data", args=[code]), self.headers),
            "list of matters": (reverse("matters:matters", args=[code]), self.headers),
            "page of a matter": (reverse("matters:matter", args=[code, matter.id]), self.headers),
            "overview with its figures": (reverse("reports:overview", args=[code]), self.headers),
            "list of matters by the API": ("/api/v1/matters", self.program),
        }

    def queries(self, path: str, headers: Mapping[str, str]) -> list[str]:
        """The SELECTs that the address asks, as PostgreSQL takes them."""
        from django.db import connection
        from django.test import Client
        from django.test.utils import CaptureQueriesContext

        client = Client(headers=dict(headers))
        client.get(path)  # what is looked up once is known by then
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(path)
            if answer.status_code != 200:
                raise AssertionError(f"{path}: {answer.status_code}")
            b"".join(answer)
        return [one["sql"] for one in captured.captured_queries if one["sql"].startswith(("SELECT", "WITH"))]


def one_user(zones: int = 1, *, projects: int = PROJECTS, matters: int = MATTERS) -> OneUser:
    """Makes so many invented zones; whoever heads the office of the first."""
    from django.conf import settings
    from django.test import Client

    from guatu.api.use_cases.issue_api_token import issue_api_token
    from guatu.core.clock import now, today
    from guatu.organization.powers import actor_for
    from guatu.synthetic.people import head_of_office
    from guatu.synthetic.zones import load_zones

    head = head_of_office("a long enough password")
    first, *_others = load_zones(zones, projects=projects, matters=matters, seed=1, head=head, now=now())
    browser = Client()
    browser.force_login(head)
    actor = actor_for(head, first)
    if actor is None:
        raise LookupError(head.username)
    issued = issue_api_token(
        actor=actor, label="bench", powers=actor.powers, expires_on=today() + timedelta(days=30)
    )
    name = settings.SESSION_COOKIE_NAME
    headers = {"Cookie": f"{name}={browser.cookies[name].value}", "Host": "127.0.0.1"}
    return OneUser(first, headers, issued.secret)
