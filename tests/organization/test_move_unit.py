"""Units: moved and closed."""

from datetime import date

import pytest
from django.utils import translation

from guatu.accounts.models import User
from guatu.audit.models import Entry
from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.organization.powers import actor_for
from guatu.organization.unit_blockers import blockers_of
from guatu.organization.use_cases.abolish_post import abolish_post
from guatu.organization.use_cases.close_unit import close_unit
from guatu.organization.use_cases.create_post import create_post
from guatu.organization.use_cases.create_unit import create_unit
from guatu.organization.use_cases.move_unit import move_unit
from guatu.projects.models.project import Project
from tests.builders import a_unit, a_zone, an_actor, console, the_root

pytestmark = pytest.mark.django_db
DAY = date(2020, 1, 1)


def test_moving_takes_powers_along() -> None:
    zone = a_zone()
    park, town = a_unit(zone, "甲园"), a_unit(zone, "乙镇")
    village = a_unit(zone, "丙村", parent=town)
    clerk = an_actor(zone, "clerk", unit=park)
    assert not clerk.may("projects.tune_plan", village.id)
    move_unit(actor=console(zone), unit=village, parent=park, reason="划归园区")
    again = actor_for(User.objects.get(id=clerk.user_id), zone)
    assert again is not None
    assert again.may("projects.tune_plan", village.id)
    entry = Entry.objects.get(event="organization.unit.moved")
    assert entry.changes == {"parent": ["乙镇", "甲园"]}
    assert {town.id, park.id} <= set(entry.about)


def test_a_unit_never_goes_under_itself() -> None:
    zone = a_zone()
    a = a_unit(zone, "甲")
    b = a_unit(zone, "乙", parent=a)
    c = a_unit(zone, "丙", parent=b)
    for parent in (a, b, c):
        with pytest.raises(InvalidInput, match="parent"):
            move_unit(actor=console(zone), unit=a, parent=parent)
    with pytest.raises(Refused):
        move_unit(actor=console(zone), unit=the_root(zone), parent=a)


def test_moving_needs_both_places_within_reach() -> None:
    zone = a_zone()
    park, town = a_unit(zone, "甲园"), a_unit(zone, "乙镇")
    below = a_unit(zone, "丙", parent=park)
    office = an_actor(zone, "office", unit=park)
    for unit, parent in ((below, town), (park, below), (town, park)):
        with pytest.raises(NotAllowed):
            move_unit(actor=office, unit=unit, parent=parent)


def test_closing_names_everything_that_is_open() -> None:
    zone = a_zone()
    park = a_unit(zone)
    a_unit(zone, "里面", parent=park)
    post = create_post(actor=console(zone), unit=park, title="主任", roles=[])
    project = Project.objects.create(zone=zone, name="项目", unit=park)
    with pytest.raises(Refused) as caught:
        close_unit(actor=console(zone), unit=park, closed_on=DAY)
    assert caught.value.code == "still_open"
    with translation.override("en"):
        assert blockers_of(park) == ["1 open project", "1 unit below it", "1 post"]
    Project.objects.filter(id=project.id).update(withdrawn_on=DAY)
    abolish_post(actor=console(zone), post=post, abolished_on=DAY)
    close_unit(actor=console(zone), unit=park.children.get(), closed_on=DAY)
    close_unit(actor=console(zone), unit=park, closed_on=DAY, reason="撤并")
    assert park.closed_on == DAY
    with pytest.raises(Refused):
        close_unit(actor=console(zone), unit=park, closed_on=DAY)


def test_a_closed_unit_takes_nothing_new() -> None:
    zone = a_zone()
    park, actor = a_unit(zone), console(zone)
    close_unit(actor=actor, unit=park, closed_on=DAY)
    for act in (
        lambda: create_unit(actor=actor, name="新", type="village", parent=park),
        lambda: create_post(actor=actor, unit=park, title="主任", roles=[]),
        lambda: move_unit(actor=actor, unit=a_unit(zone, "别的"), parent=park),
    ):
        with pytest.raises(InvalidInput):
            act()


def test_the_top_of_the_zone_stays() -> None:
    zone = a_zone()
    with pytest.raises(Refused):
        close_unit(actor=console(zone), unit=the_root(zone), closed_on=DAY)
