"""Units: created, edited, renamed, given other names."""

from datetime import date

import pytest

from guatu.audit.models import Entry
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, Refused, StaleVersion
from guatu.organization.choices import AliasKind
from guatu.organization.models import Unit, UnitAlias
from guatu.organization.roster import unit_name_on
from guatu.organization.selectors import find_unit_by_name
from guatu.organization.use_cases.add_unit_alias import add_unit_alias
from guatu.organization.use_cases.create_unit import create_unit
from guatu.organization.use_cases.edit_unit import Renaming, edit_unit
from guatu.organization.use_cases.end_unit_alias import end_unit_alias
from tests.builders import a_unit, a_zone, console, the_root

pytestmark = pytest.mark.django_db


def edited(unit: Unit, **values: object) -> Unit:
    """`unit` with some values changed, the others as they are."""
    now = {n: getattr(unit, n) for n in ("name", "short_name", "type", "code", "order", "opened_on")}
    return edit_unit(actor=console(unit.zone), unit=unit, **{**now, **values})  # type: ignore[arg-type]


def places(error: pytest.ExceptionInfo[InvalidInput]) -> list[str]:
    return [fault.place for fault in error.value.faults]


def test_rename_keeps_the_old_name_for_its_days() -> None:
    unit = a_unit(a_zone(), "经济发展局")
    edited(unit, name="经济发展和科技局", renaming=Renaming(on=date(2019, 3, 1)), reason="〔2019〕5号")
    edited(unit, name="科技和经济发展局", renaming=Renaming(on=date(2023, 1, 1)))
    assert [unit_name_on(unit, d) for d in (date(2015, 1, 1), date(2019, 2, 28))] == ["经济发展局"] * 2
    assert [unit_name_on(unit, d) for d in (date(2019, 3, 1), date(2022, 12, 31))] == ["经济发展和科技局"] * 2
    assert unit_name_on(unit, date(2023, 1, 1)) == "科技和经济发展局"
    entry = Entry.objects.filter(event="organization.unit.renamed").order_by("sequence").first()
    assert entry is not None
    assert entry.changes == {"name": ["经济发展局", "经济发展和科技局"]}
    assert entry.reason == "〔2019〕5号"


def test_rename_counts_from_today_where_no_day_is_given() -> None:
    unit = a_unit(a_zone(), "旧名")
    edited(unit, name="新名")
    assert unit.aliases.get().valid_to == today() - (date(2000, 1, 2) - date(2000, 1, 1))


def test_a_slip_of_the_pen_leaves_no_alias() -> None:
    unit = a_unit(a_zone(), "经济发殿局")
    edited(unit, name="经济发展局", renaming=Renaming(mistake=True))
    assert not unit.aliases.exists()
    assert Entry.objects.filter(event="organization.unit.edited").count() == 1


def test_rename_is_refused_in_the_future_and_before_the_last_one() -> None:
    unit = a_unit(a_zone(), "甲")
    with pytest.raises(InvalidInput) as error:
        edited(unit, name="乙", renaming=Renaming(on=date(2999, 1, 1)))
    assert places(error) == ["renamed_on"]
    edited(unit, name="乙", renaming=Renaming(on=date(2019, 3, 1)))
    with pytest.raises(InvalidInput) as error:
        edited(unit, name="丙", renaming=Renaming(on=date(2019, 2, 28)))
    assert places(error) == ["renamed_on"]
    assert Unit.objects.get(id=unit.id).name == "乙"


def test_nothing_changed_is_nothing_recorded() -> None:
    unit = a_unit(a_zone())
    before = Entry.objects.count()
    edited(unit)
    assert Entry.objects.count() == before


def test_stale_version_is_refused() -> None:
    zone = a_zone()
    mine = a_unit(zone)
    edited(Unit.objects.get(id=mine.id), short_name="生科园")
    with pytest.raises(StaleVersion):
        edited(mine, short_name="生命园")


def test_faults_of_a_unit_stand_at_their_fields() -> None:
    zone = a_zone()
    other, unit = a_unit(zone, "甲"), a_unit(zone, "乙")
    with pytest.raises(InvalidInput) as error:
        edited(unit, name="甲", code=other.code, type="zone")
    assert places(error) == ["name", "code", "type"]
    with pytest.raises(InvalidInput) as error:
        edited(the_root(zone), type="department")
    assert places(error) == ["type"]
    with pytest.raises(InvalidInput) as error:
        create_unit(actor=console(zone), name=" ", type="zone", parent=the_root(zone), code=unit.code)
    assert places(error) == ["name", "type", "code"]


def test_numbers_are_given_around_those_that_are_taken() -> None:
    zone = a_zone()
    root, actor = the_root(zone), console(zone)
    create_unit(actor=actor, name="甲", type="park", parent=root, code="U0003")
    second = create_unit(actor=actor, name="乙", type="park", parent=root)
    third = create_unit(actor=actor, name="丙", type="park", parent=root)
    assert (second.code, third.code) == ("U0004", "U0005")


def test_another_name_stands_beside_the_name() -> None:
    zone = a_zone()
    root, actor = the_root(zone), console(zone)
    alias = add_unit_alias(actor=actor, unit=root, name="镇江经济技术开发区", valid_from=date(2010, 4, 1))
    assert unit_name_on(root, date(2018, 1, 1)) == root.name
    assert find_unit_by_name(zone.id, "镇江经济技术开发区") == root
    end_unit_alias(actor=actor, alias=alias, valid_to=date(2020, 1, 1))
    assert UnitAlias.objects.get().valid_to == date(2020, 1, 1)


def test_a_former_name_may_be_added_for_days_that_have_none() -> None:
    zone = a_zone()
    root, actor = the_root(zone), console(zone)
    add_unit_alias(
        actor=actor, unit=root, name="大港开发区", kind=AliasKind.FORMER, valid_to=date(1997, 12, 31)
    )
    assert unit_name_on(root, date(1995, 1, 1)) == "大港开发区"
    with pytest.raises(InvalidInput) as error:
        add_unit_alias(
            actor=actor,
            unit=root,
            name="丁卯开发区",
            kind="former",
            valid_from=date(1997, 1, 1),
            valid_to=date(1999, 1, 1),
        )
    assert places(error) == ["valid_from"]
    with pytest.raises(InvalidInput) as error:
        add_unit_alias(actor=actor, unit=root, name="丁卯开发区", kind="former", valid_from=date(1999, 1, 1))
    assert places(error) == ["valid_to"]


def test_the_days_of_a_former_name_follow_from_the_renaming() -> None:
    unit = a_unit(a_zone(), "甲")
    edited(unit, name="乙")
    with pytest.raises(Refused):
        end_unit_alias(actor=console(unit.zone), alias=unit.aliases.get(), valid_to=date(2030, 1, 1))
