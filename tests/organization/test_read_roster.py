"""“Who was responsible on that date”."""

from datetime import date

import pytest

from guatu.core.errors import NotAllowed
from guatu.core.models import Zone
from guatu.organization.models import Unit
from guatu.organization.roster import Conflict, conflicts_in, part_of, posts_on, roster_on
from guatu.organization.use_cases.abolish_post import abolish_post
from guatu.organization.use_cases.appoint_person import appoint_person
from guatu.organization.use_cases.close_unit import close_unit
from guatu.organization.use_cases.create_post import create_post
from guatu.organization.use_cases.create_unit import create_unit
from guatu.organization.use_cases.edit_unit import Renaming, edit_unit
from tests.builders import LONG_AGO, a_person, a_unit, a_zone, an_actor, console, the_root

pytestmark = pytest.mark.django_db


def held(zone: Zone, unit: Unit, title: str, *terms: tuple[str, date, date | None, str]) -> None:
    post = create_post(actor=console(zone), unit=unit, title=title, roles=[])
    for name, first, last, kind in terms:
        appoint_person(
            actor=console(zone),
            person=a_person(zone, name),
            post=post,
            valid_from=first,
            valid_to=last,
            kind=kind,
        )


def said(zone: Zone, day: date) -> list[tuple[str, str, list[str]]]:
    """(unit, post, holders) on a day."""
    return [
        (node.name, line.post.title, [a.person.name for a in line.appointments])
        for top in roster_on(day, actor=console(zone))
        for node in top.walk()
        for line in node.posts
    ]


def test_any_day_has_its_holder_and_its_names() -> None:
    zone = a_zone()
    unit = a_unit(zone, "经济发展局")
    held(
        zone,
        unit,
        "局长",
        ("甲", date(2016, 1, 1), date(2018, 6, 30), "full"),
        ("乙", date(2018, 7, 2), None, "full"),
    )
    edit_unit(
        actor=console(zone),
        unit=unit,
        name="经济发展和科技局",
        type=unit.type,
        code=unit.code,
        renaming=Renaming(on=date(2018, 7, 1)),
    )
    assert said(zone, date(2015, 12, 31)) == [("经济发展局", "局长", [])]
    assert said(zone, date(2016, 1, 1)) == [("经济发展局", "局长", ["甲"])]
    assert said(zone, date(2018, 6, 30)) == [("经济发展局", "局长", ["甲"])]
    assert said(zone, date(2018, 7, 1)) == [("经济发展和科技局", "局长", [])]
    assert said(zone, date(2018, 7, 2)) == [("经济发展和科技局", "局长", ["乙"])]
    assert [a.person.name for a in posts_on(unit, date(2017, 1, 1))[0].appointments] == ["甲"]


def test_units_and_posts_stand_while_they_exist() -> None:
    zone = a_zone()
    unit = create_unit(
        actor=console(zone), name="甲园", type="park", parent=the_root(zone), opened_on=date(2015, 1, 1)
    )
    post = create_post(actor=console(zone), unit=unit, title="主任", roles=[])
    abolish_post(actor=console(zone), post=post, abolished_on=date(2019, 1, 1))
    close_unit(actor=console(zone), unit=unit, closed_on=date(2020, 1, 1))

    def names(day: date) -> list[str]:
        return [n.name for top in roster_on(day, actor=console(zone)) for n in top.walk()]

    assert "甲园" not in names(date(2014, 12, 31))
    assert "甲园" in names(date(2015, 1, 1))
    assert "甲园" in names(date(2019, 12, 31))
    assert "甲园" not in names(date(2020, 1, 1))
    assert said(zone, date(2018, 12, 31)) == [("甲园", "主任", [])]
    assert said(zone, date(2019, 1, 1)) == []


def test_several_full_holders_are_a_conflict_and_acting_ones_are_not() -> None:
    zone = a_zone()
    root = the_root(zone)
    held(
        zone,
        root,
        "党工委书记",
        ("甲", date(2016, 1, 1), None, "full"),
        ("乙", date(2018, 1, 1), None, "full"),
        ("丙", date(2016, 1, 1), None, "acting"),
    )
    held(zone, root, "主任", ("丁", LONG_AGO, None, "full"), ("戊", LONG_AGO, None, "concurrent"))

    def conflicts(day: date) -> list[Conflict]:
        return conflicts_in(roster_on(day, actor=console(zone)))

    assert conflicts(date(2017, 1, 1)) == []
    found = conflicts(date(2018, 1, 1))
    assert [(c.post.title, [p.name for p in c.people]) for c in found] == [("党工委书记", ["甲", "乙"])]


def test_a_part_of_the_tree_can_be_asked_for() -> None:
    zone = a_zone()
    town = a_unit(zone, "甲镇")
    a_unit(zone, "乙镇")
    a_unit(zone, "一村", parent=town)
    roster = roster_on(date(2020, 1, 1), actor=console(zone))
    part = part_of(roster, town)
    assert part is not None
    assert [(n.name, n.depth) for n in part.walk()] == [("甲镇", 1), ("一村", 2)]
    assert part.units_below == 1
    assert part_of(roster, the_root(a_zone("OZ", "别的新区"))) is None


def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    zone = a_zone()
    actor = an_actor(zone, "clerk")
    for number in range(12):
        unit = a_unit(zone, f"单位{number}")
        held(zone, unit, "主任", (f"人{number}", LONG_AGO, None, "full"))
    with django_assert_max_num_queries(4):
        tree = roster_on(date(2020, 1, 1), actor=actor)
        assert sum(len(n.posts) for top in tree for n in top.walk()) == 13


def test_strangers_learn_nothing() -> None:
    with pytest.raises(NotAllowed):
        roster_on(date(2020, 1, 1), actor=an_actor(a_zone()))
