"""A province of invented zones."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from random import Random

import pytest
from django.db.models import F

from guatu.core.clock import CHINA, frozen_at
from guatu.core.errors import InvalidInput
from guatu.core.models import Zone
from guatu.matters.models.clocks import MatterClock, MatterStanding
from guatu.matters.models.history import MatterMove
from guatu.matters.models.matter import Matter
from guatu.organization.powers import actor_for
from guatu.projects.models.lights import ProjectLight
from guatu.projects.models.plan import Milestone
from guatu.projects.models.project import Project, ProjectYear
from guatu.synthetic.people import head_of_office
from guatu.synthetic.projects import fill_projects
from guatu.synthetic.zones import MILESTONES, load_zones
from guatu.zones.selectors.below import zones_below
from tests.builders import a_unit, a_zone

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 2, 9, tzinfo=CHINA)


def loaded(zones: int) -> list[Zone]:
    with frozen_at(NOW):
        head = head_of_office("a long enough password")
        return list(load_zones(zones, projects=7, matters=35, seed=1, head=head, now=NOW))


def content(zone: Zone) -> Sequence[object]:
    plans = ProjectYear.objects.filter(zone=zone).order_by("serial")
    return list(plans.values_list("serial", "annual_plan_cny", "start_class", "project__committed_start"))


def test_each_zone_is_as_full_as_asked() -> None:
    zones = loaded(2)
    assert [zone.code for zone in zones] == ["LOAD001", "LOAD002"]
    assert {zone.parent.code for zone in zones if zone.parent} == {"LOAD"}
    for zone in zones:
        projects = Project.objects.filter(zone=zone)
        assert (projects.count(), ProjectLight.objects.filter(zone=zone).count()) == (7, 7)
        assert Milestone.objects.filter(zone=zone).count() == 7 * MILESTONES
        matters = Matter.objects.filter(zone=zone)
        assert matters.count() == 35
        assert len(set(matters.values_list("sequence", flat=True))) == 35
        assert all("虚构" in name for name in projects.values_list("name", flat=True))


def test_each_park_has_matters_of_its_own_people() -> None:
    zone = loaded(1)[0]
    matters = list(Matter.objects.filter(zone=zone).select_related("lead_unit", "raiser_unit"))
    assert sorted(Counter(str(matter.lead_unit) for matter in matters).values()) == [4, 4, 4, 4, 4, 4, 5, 6]
    assert all(matter.lead_unit == matter.raiser_unit for matter in matters)
    number = {str(matter.lead_unit): matter.raiser_name for matter in matters}
    assert all(unit.removeprefix("园区") == name.removeprefix("办事员") for unit, name in number.items())
    for model in (MatterMove, MatterClock):
        assert (
            not model.objects.filter(zone=zone, unit__isnull=False)
            .exclude(unit=F("matter__lead_unit"))
            .exists()
        )
    assert MatterStanding.objects.filter(zone=zone, is_open=True).count() == 35


def test_numbers_go_on_and_one_account_is_at_home_everywhere() -> None:
    zones = loaded(1) + loaded(1)
    assert [zone.code for zone in zones] == ["LOAD001", "LOAD002"]
    head = head_of_office("another long password")
    for zone in zones:
        actor = actor_for(head, zone)
        assert actor is not None
        assert actor.may("projects.create_project")
    province = Zone.objects.get(code="LOADP")
    above = actor_for(head, province)
    assert above is not None
    assert [zone.code for zone in zones_below(actor=above, upper=province).zones] == ["LOAD001", "LOAD002"]


def test_the_same_seed_makes_the_same_rows() -> None:
    same, again, other = (filled(code, seed) for code, seed in (("A1", "7"), ("A2", "7"), ("A3", "8")))
    assert content(same) == content(again)
    assert content(same) != content(other)


def filled(code: str, seed: str) -> Zone:
    zone = a_zone(code)
    fill_projects(zone, [a_unit(zone)], 5, milestones=2, today=NOW.date(), random=Random(seed))  # noqa: S311
    return zone


def test_less_than_nothing_is_refused() -> None:
    with pytest.raises(InvalidInput, match="--matters"):
        list(load_zones(1, projects=1, matters=-1, seed=1, head=head_of_office("a long password"), now=NOW))
