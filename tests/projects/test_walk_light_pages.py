"""The pages of lights, as a person uses them: why, setting one by hand, and choosing the rules after a preview."""

from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guatu.accounts.models import User
from guatu.core.clock import frozen_at
from guatu.core.models import Zone
from guatu.projects.choices import Ledger
from guatu.projects.models.lights import LightOverride, LightRuleSet, ProjectLight
from guatu.projects.models.progress import InvestmentEntry
from guatu.projects.models.project import Project
from guatu.projects.use_cases.choose_light_rules import choose_light_rules
from tests.builders import a_unit, a_zone, an_actor, console
from tests.projects.progress_builders import NOON, a_project, a_year, with_calendars

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon() -> Any:
    with frozen_at(NOON):
        yield


@pytest.fixture
def project() -> Project:
    """45 % of the plan done at mid-year: green by Yinchuan's rules, yellow by Sanya's."""
    zone = with_calendars(a_zone())
    project = a_project(zone)
    a_year(project)
    InvestmentEntry.objects.create(
        zone_id=zone.id,
        project=project,
        ledger=Ledger.DISPATCH,
        year=2018,
        first_month=1,
        last_month=6,
        total=Decimal(54_000_000),
        entered_by="test",
    )
    choose_light_rules(actor=console(zone), preset="yinchuan", in_force_from=date(2018, 1, 1))
    return project


def signed_in(zone: Zone, *roles: str, **more: Any) -> Client:
    username = "-".join(roles)
    an_actor(zone, *roles, username=username, **more)
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(User.objects.get(username=username))
    return client


def url(name: str, project: Project, *, of_zone: bool = False) -> str:
    return reverse(f"projects:{name}", args=[project.zone.code] + ([] if of_zone else [project.id]))


def colour(project: Project) -> str:
    return ProjectLight.objects.get(project=project).colour


OVERRIDE = {"colour": "red", "reason": "省督办", "expires_on": "2018-07-20"}

ROLES = ("office", "office_head", "leader", "clerk", "grid_worker", "supervisor", "statistician", "auditor")
MAY_SET = {"office", "office_head", "leader"}
MAY_CHOOSE = {"office", "office_head"}


@pytest.mark.parametrize("role", ROLES)
def test_role_by_page(project: Project, role: str) -> None:
    client = signed_in(project.zone, role)
    sees = role != "auditor"
    assert client.get(url("light-why", project)).status_code == (200 if sees else 404)
    assert client.get(url("light", project)).status_code == (200 if sees else 404)
    assert client.get(url("light-rules", project, of_zone=True)).status_code == (200 if sees else 403)
    chooses = 200 if role in MAY_CHOOSE else 403
    assert client.get(url("light-rules-choose", project, of_zone=True)).status_code == chooses
    posted = client.post(url("light-override", project), OVERRIDE)
    assert posted.status_code == (302 if role in MAY_SET else 403 if sees else 404)
    given_back = client.post(url("light-override-withdraw", project))
    assert given_back.status_code == (302 if role in MAY_SET else 403 if sees else 404)


def test_strangers_find_nothing(project: Project) -> None:
    elsewhere = signed_in(project.zone, "office", unit=a_unit(project.zone, "另一园区"))
    assert elsewhere.get(url("light", project)).status_code == 404
    assert elsewhere.post(url("light-override", project), OVERRIDE).status_code == 404
    assert elsewhere.get(url("light-rules-choose", project, of_zone=True)).status_code == 403
    assert Client().get(url("light", project)).status_code == 302


def test_buttons_only_for_who_may(project: Project) -> None:
    clerk, office = signed_in(project.zone, "clerk"), signed_in(project.zone, "office")
    assert "Set the light" not in clerk.get(url("light", project)).content.decode()
    assert "Set the light" in office.get(url("light", project)).content.decode()
    rules = url("light-rules", project, of_zone=True)
    assert "Change the rules" not in clerk.get(rules).content.decode()
    assert "Change the rules" in office.get(rules).content.decode()


def test_set_by_hand_and_give_back(project: Project) -> None:
    client = signed_in(project.zone, "leader")
    page = client.post(url("light-override", project), OVERRIDE, follow=True).content.decode()
    assert colour(project) == "red"
    assert "省督办" in page
    assert "By the rules it would be green." in page
    assert "up to and including 20 Jul 2018" in page
    why = client.get(url("light-why", project)).content.decode()
    assert "Set by hand by leader until 20 Jul 2018" in why
    page = client.post(
        url("light-override-withdraw", project), {"reason": "已说明"}, follow=True
    ).content.decode()
    assert colour(project) == "green"
    assert "gave the light back to the rules" in page
    assert "已说明" in page


def test_faults_stand_at_their_fields(project: Project) -> None:
    client = signed_in(project.zone, "office")
    answer = client.post(url("light-override", project), {**OVERRIDE, "expires_on": "2018-12-31"})
    assert answer.status_code == 422
    assert "at most 31 days ahead" in answer.content.decode()
    assert "省督办" in answer.content.decode()
    assert not LightOverride.objects.exists()


class _Fields(HTMLParser):
    """Collects what the fields of a page hold."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "input" and name:
            self.values[name] = given.get("value") or ""
        elif tag == "select":
            self._select = name
            self.values[name] = ""
        elif tag == "option" and self._select and "selected" in given:
            self.values[self._select] = given.get("value") or ""


def typed(page: str) -> dict[str, str]:
    """What the form on the page holds."""
    fields = _Fields()
    fields.feed(page)
    return {n: v for n, v in fields.values.items() if n not in {"csrfmiddlewaretoken", "q", "language"}}


def test_rules_are_chosen_after_their_preview(project: Project) -> None:
    client = signed_in(project.zone, "office_head")
    address = url("light-rules-choose", project, of_zone=True) + "?preset=sanya"
    form = typed(client.get(address).content.decode())
    assert (form["pace_measure"], form["pace_yellow"], form["pace_red"]) == ("shortfall", "0", "50")
    shown = client.post(address, {**form, "do": "preview"}).content.decode()
    assert "1 of 1 lights would change" in shown
    assert "90.0% of what the pace of 50.0% asks" in shown
    assert LightRuleSet.objects.count() == 1
    done = client.post(address, {**typed(shown), "do": "choose"})
    assert done.status_code == 302
    assert colour(project) == "yellow"
    page = client.get(done["Location"]).content.decode()
    assert "Sanya rules · 2" in page
    assert "Yinchuan rules · 1" in page


def test_what_was_changed_after_the_preview_is_previewed_again(project: Project) -> None:
    client = signed_in(project.zone, "office_head")
    address = url("light-rules-choose", project, of_zone=True) + "?preset=sanya"
    form = typed(client.get(address).content.decode())
    shown = typed(client.post(address, {**form, "do": "preview"}).content.decode())
    answer = client.post(address, {**shown, "pace_red": "40", "do": "choose"})
    assert answer.status_code == 200
    assert LightRuleSet.objects.count() == 1
    assert client.post(address, {**form, "do": "choose"}).status_code == 200  # no preview at all
    assert LightRuleSet.objects.count() == 1


def test_faulty_rules_are_told_at_their_fields(project: Project) -> None:
    client = signed_in(project.zone, "office_head")
    address = url("light-rules-choose", project, of_zone=True)
    form = typed(client.get(address).content.decode())
    assert form["pace_measure"] == "points"  # those in force, where no preset is named
    wrong = {**form, "pace_yellow": "40", "start_red": "", "override_days": "0", "do": "preview"}
    answer = client.post(address, wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Red is the worse of the two bounds." in page
    assert "Expected a whole number" in page
    assert "Expected 1 to 366 days." in page


def test_light_pages_are_a_fixed_number_of_queries(
    project: Project, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(project.zone, "office")
    for n in range(3):
        client.post(url("light-override", project), {**OVERRIDE, "reason": f"{n}"})
        client.post(url("light-override-withdraw", project))
    with django_assert_max_num_queries(14):
        assert client.get(url("light", project)).status_code == 200
    with django_assert_max_num_queries(11):
        assert client.get(url("light-rules", project, of_zone=True)).status_code == 200
