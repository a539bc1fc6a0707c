"""Setting a light by hand, giving it back, and its end by itself."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from guatu.audit.models import Entry
from guatu.core.clock import frozen_at
from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.core.models import Zone
from guatu.organization.powers import system_actor
from guatu.projects.models.lights import LightOverride, ProjectLight
from guatu.projects.models.project import Project
from guatu.projects.rules.light_rules import PRESETS
from guatu.projects.selectors.lights import light_history, light_view
from guatu.projects.tasks import advance_clocks
from guatu.projects.use_cases.choose_light_rules import choose_light_rules
from guatu.projects.use_cases.expire_light_overrides import expire_light_overrides
from guatu.projects.use_cases.override_light import override_light
from guatu.projects.use_cases.report_investment import report_investment
from guatu.projects.use_cases.withdraw_light_override import withdraw_light_override
from tests.builders import a_unit, a_zone, an_actor, console
from tests.projects.progress_builders import NOON, a_duty, a_project, a_year, with_calendars

pytestmark = pytest.mark.django_db

TODAY = date(2018, 7, 2)


@pytest.fixture
def project() -> Project:
    """A red project: nothing spent at mid-year."""
    zone = with_calendars(a_zone())
    project = a_project(zone)
    a_year(project)
    with frozen_at(NOON):
        choose_light_rules(actor=console(zone), preset="yinchuan", in_force_from=date(2018, 1, 1))
    return project


def override(project: Project, **more: Any) -> LightOverride:
    values = {
        "actor": console(project.zone),
        "colour": "yellow",
        "reason": "设备已到港，下月集中入账",
        "expires_on": date(2018, 7, 31),
    } | more
    with frozen_at(NOON):
        return override_light(project=project, **values)


def colours(project: Project) -> tuple[str, str]:
    light = ProjectLight.objects.get(project=project)
    return light.colour, light.computed_colour


def events(project: Project) -> list[str]:
    return list(
        Entry.objects.filter(about__contains=[project.id], event__startswith="projects.light")
        .order_by("sequence")
        .values_list("event", flat=True)
    )


def test_light_shows_the_hand_and_keeps_the_rules_colour(project: Project) -> None:
    made = override(project)
    assert colours(project) == ("yellow", "red")
    reasons = light_view(project).reasons
    assert [r.rule for r in reasons] == ["override", "pace"]
    assert made.reason in reasons[0].sentence
    assert events(project) == ["projects.light.overridden", "projects.light.changed"]
    entry = Entry.objects.get(event="projects.light.overridden")
    assert (entry.reason, entry.subject_id) == (made.reason, project.id)
    assert entry.changes["light_overrides__expires_on"] == [None, "2018-07-31"]


def test_rules_go_on_being_evaluated_under_the_hand(project: Project) -> None:
    override(project, colour="red")
    with frozen_at(NOON):
        report_investment(
            actor=console(project.zone),
            project=project,
            year=2018,
            first_month=1,
            month=6,
            total=Decimal(60_000_000),
            late_reason="补报",
        )
    assert colours(project) == ("red", "green")


@pytest.mark.parametrize(
    ("values", "places"),
    [
        ({"reason": "  "}, {"reason"}),
        ({"colour": "grey"}, {"colour"}),
        (
            {"colour": "blue", "reason": "", "expires_on": date(2018, 7, 1)},
            {"colour", "reason", "expires_on"},
        ),
        ({"expires_on": date(2018, 8, 3)}, {"expires_on"}),  # 32 days ahead; the rules allow 31
    ],
)
def test_refuses_what_is_missing_or_too_long(
    project: Project, values: dict[str, Any], places: set[str]
) -> None:
    with pytest.raises(InvalidInput) as caught:
        override(project, **values)
    assert {fault.place for fault in caught.value.faults} == places
    assert not LightOverride.objects.exists()


def test_longest_time_is_a_parameter_of_the_rules(project: Project) -> None:
    assert override(project, expires_on=date(2018, 8, 2)).expires_on == date(2018, 8, 2)
    with frozen_at(NOON):
        withdraw_light_override(actor=console(project.zone), project=project)
        choose_light_rules(
            actor=console(project.zone),
            preset="yinchuan",
            in_force_from=TODAY,
            parameters={**PRESETS["yinchuan"], "override_days": 5},
        )
    with pytest.raises(InvalidInput, match="at most 5 days ahead"):
        override(project, expires_on=date(2018, 7, 8))


def test_one_in_force_at_a_time(project: Project) -> None:
    override(project)
    with pytest.raises(Refused) as caught:
        override(project, colour="green")
    assert caught.value.code == "overridden"
    assert LightOverride.objects.count() == 1


def test_after_the_last_day_another_may_follow_before_the_clock_has_run(project: Project) -> None:
    override(project, expires_on=TODAY)
    with frozen_at(datetime(2018, 7, 3, 1, tzinfo=UTC)):
        override_light(
            actor=console(project.zone),
            project=project,
            colour="green",
            reason="省里已批复",
            expires_on=date(2018, 7, 10),
        )
    assert colours(project) == ("green", "red")
    assert "projects.light_override.expired" in events(project)
    assert LightOverride.objects.filter(withdrawn_at__isnull=True).count() == 1


def test_withdrawing_gives_the_light_back(project: Project) -> None:
    override(project)
    with frozen_at(NOON):
        withdraw_light_override(actor=console(project.zone), project=project, reason="情况已说明")
    assert colours(project) == ("red", "red")
    assert [s.entry.event.split(".")[-1] for s in light_history(project)] == [
        "changed", "withdrawn", "changed", "overridden",
    ]  # fmt: skip
    with pytest.raises(Refused) as caught, frozen_at(NOON):
        withdraw_light_override(actor=console(project.zone), project=project)
    assert caught.value.code == "not_overridden"


def test_it_ends_by_itself_with_an_event(project: Project) -> None:
    override(project, expires_on=date(2018, 7, 5))
    with frozen_at(datetime(2018, 7, 5, 15, tzinfo=UTC)):  # still the fifth in China
        advance_clocks([project.zone])
    assert colours(project) == ("yellow", "red")
    with frozen_at(datetime(2018, 7, 5, 16, tzinfo=UTC)):  # midnight there
        assert advance_clocks([project.zone]) == {project.zone.code: 1}
        assert advance_clocks([project.zone]) == {project.zone.code: 0}
    assert colours(project) == ("red", "red")
    assert events(project).count("projects.light_override.expired") == 1
    assert not LightOverride.objects.filter(withdrawn_at__isnull=True).exists()


def test_ending_alone_moves_the_light_too(project: Project) -> None:
    override(project, expires_on=TODAY)
    with frozen_at(datetime(2018, 7, 3, 1, tzinfo=UTC)):
        actor = system_actor("tick", project.zone)
        assert expire_light_overrides(actor=actor, today=date(2018, 7, 3)) == 1
    assert colours(project) == ("red", "red")


def test_refuses_withdrawn_projects_and_zones_without_rules(project: Project) -> None:
    project.withdrawn_on = TODAY
    with pytest.raises(Refused) as caught:
        override(project)
    assert caught.value.code == "withdrawn"
    with pytest.raises(Refused) as caught:
        override(a_project(a_zone("NR")))
    assert caught.value.code == "no_rules"


@pytest.mark.parametrize(
    ("roles", "may"),
    [
        (["office"], True),
        (["leader"], True),
        (["office_head"], True),
        (["clerk"], False),
        (["grid_worker"], False),
        (["supervisor"], False),
        (["statistician"], False),
        (["auditor"], False),
    ],
)
def test_who_may_set_and_give_back(project: Project, roles: list[str], may: bool) -> None:
    actor = an_actor(project.zone, *roles)
    if may:
        override(project, actor=actor)
        with frozen_at(NOON):
            withdraw_light_override(actor=actor, project=project)
        return
    with pytest.raises(NotAllowed):
        override(project, actor=actor)
    override(project)
    with pytest.raises(NotAllowed), frozen_at(NOON):
        withdraw_light_override(actor=actor, project=project)


def test_power_reaches_no_further_than_the_post(project: Project) -> None:
    elsewhere = an_actor(project.zone, "office", unit=a_unit(project.zone, "另一园区"))
    with pytest.raises(NotAllowed):
        override(project, actor=elsewhere)


def test_answering_for_a_project_does_not_let_one_set_its_light(project: Project) -> None:
    liaison = an_actor(project.zone, "grid_worker", unit=project.unit)
    a_duty(project, liaison)
    with pytest.raises(NotAllowed):
        override(project, actor=liaison)


def test_nobody_ends_by_hand_what_the_clock_ends(project: Project) -> None:
    with pytest.raises(NotAllowed):
        expire_light_overrides(actor=an_actor(project.zone, "office_head"), today=TODAY)


def test_override_in_another_zone_is_out_of_reach(project: Project) -> None:
    other: Zone = a_zone("OZ")
    with pytest.raises(NotAllowed):
        override(project, actor=an_actor(other, "office"))
