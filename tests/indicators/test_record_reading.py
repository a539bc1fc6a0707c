"""Recording what is stated: releases, read-only values, corrections, and what was held at a past moment."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from guatu.audit.models import Entry
from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.core.periods import Period
from guatu.indicators.choices import Qualifier
from guatu.indicators.models.reading import Reading
from guatu.indicators.selectors.readings import (
    definitions_of,
    ledger,
    newest_of,
    releases_of,
    visible_readings,
)
from guatu.indicators.use_cases.add_definition import add_definition
from guatu.indicators.use_cases.correct_reading import correct_reading
from guatu.indicators.use_cases.define_indicator import IndicatorTerms, define_indicator
from guatu.indicators.use_cases.record_reading import record_reading
from guatu.indicators.views.ledger import end_of_day
from guatu.organization.models import Unit
from tests.builders import the_root
from tests.indicators.indicator_builders import JUNE, Cast, an_indicator, at, stated


def recorded(
    cast: Cast, value: str, on: date = date(2018, 7, 15), code: str = "export", **more: object
) -> Reading:
    return record_reading(
        actor=cast.statistician,
        indicator=an_indicator(cast.zone, code),
        unit=the_root(cast.zone),
        period=JUNE,
        stated=stated(value, on=on, **more),
    )


def test_a_later_release_supersedes_and_keeps_the_old(cast: Cast) -> None:
    with at(16):
        first = recorded(cast, "40600", provisional=True, growth=Decimal("0.141"))
    with at(20, month=8):
        second = recorded(cast, "40650", date(2018, 8, 18))
    assert (first.number, second.number) == (1, 2)
    assert Reading.objects.count() == 2
    now = newest_of(visible_readings(actor=cast.office)).get()
    assert now.value == Decimal("40650")
    then = newest_of(visible_readings(actor=cast.office, as_of=end_of_day(date(2018, 7, 31)))).get()
    assert (then.value, then.provisional) == (Decimal("40600"), True)
    entry = Entry.objects.get(event="indicators.reading.superseded")
    assert entry.changes["value"] == ["40600.000000", "40650"]
    assert first.indicator_id in entry.about


def test_a_value_of_the_bureau_is_read_only(cast: Cast) -> None:
    first = recorded(cast, "40600")
    with pytest.raises(InvalidInput) as caught:
        recorded(cast, "40700")
    assert [f.code for f in caught.value.faults] == ["read_only"]
    assert recorded(cast, "40600").id == first.id
    with pytest.raises(Refused, match="not corrected"):
        correct_reading(
            actor=cast.office,
            indicator=first.indicator,
            unit=first.unit,
            period=JUNE,
            stated=stated("1"),
            reason="x",
            approved_by="y",
        )


def test_the_database_itself_refuses_to_change_a_value(cast: Cast) -> None:
    recorded(cast, "40600")
    with pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute("UPDATE indicators_reading SET value = 1")


def test_an_implied_base_gives_way_to_a_stated_value(cast: Cast) -> None:
    implied = recorded(cast, "35583", origin="implied")
    told = recorded(cast, "35590", date(2018, 7, 1))
    assert (implied.number, told.number) == (1, 2)
    with pytest.raises(InvalidInput, match="implied"):
        recorded(cast, "35583", date(2018, 9, 1), origin="implied")


def test_a_correction_keeps_value_reason_and_approver(cast: Cast) -> None:
    unit: Unit = cast.park
    indicator = an_indicator(cast.zone, "new_firms")
    given = {"indicator": indicator, "unit": unit, "period": JUNE}
    with pytest.raises(Refused, match="no value"):
        correct_reading(actor=cast.office, stated=stated("1"), reason="r", approved_by="a", **given)  # type: ignore[arg-type]
    record_reading(actor=cast.statistician, stated=stated("52"), **given)  # type: ignore[arg-type]
    with pytest.raises(InvalidInput) as caught:
        correct_reading(actor=cast.office, stated=stated("50"), reason=" ", approved_by="", **given)  # type: ignore[arg-type]
    assert {f.place for f in caught.value.faults} == {"reason", "approved_by"}
    new = correct_reading(
        actor=cast.office,
        stated=stated("50"),
        reason="重复计数",
        approved_by="工委领导1",
        **given,  # type: ignore[arg-type]
    )
    assert (new.number, new.reason, new.approved_by) == (2, "重复计数", "工委领导1")
    rows = next(iter(releases_of(indicator, actor=cast.office).values()))
    assert [r.value for r in rows] == [Decimal(50), Decimal(52)]
    assert Entry.objects.get(event="indicators.reading.corrected").reason == "重复计数"


def test_names_every_fault(cast: Cast) -> None:
    with pytest.raises(InvalidInput) as caught:
        record_reading(
            actor=cast.statistician,
            indicator=an_indicator(cast.zone, "gdp"),
            unit=the_root(cast.zone),
            period=JUNE,
            stated=stated(None, source="", growth=Decimal("-2"), rank="第" * 41),
        )
    assert {f.place for f in caught.value.faults} == {"value", "source", "growth", "rank"}
    words = recorded(cast, "1", code="gdp")
    assert words.value == 1
    fuzzy = record_reading(
        actor=cast.statistician,
        indicator=an_indicator(cast.zone, "tax_revenue"),
        unit=the_root(cast.zone),
        period=JUNE,
        stated=stated(None, qualifier=Qualifier.TEXT, text="前列", rank="列全市第2"),
    )
    assert (fuzzy.value, fuzzy.text, fuzzy.rank) == (None, "前列", "列全市第2")


def test_who_may(cast: Cast) -> None:
    for actor in (cast.clerk, cast.leader, cast.office):
        with pytest.raises(NotAllowed):
            record_reading(
                actor=actor,
                indicator=an_indicator(cast.zone, "gdp"),
                unit=the_root(cast.zone),
                period=JUNE,
                stated=stated("1"),
            )


def test_the_ledger_shows_growth_as_stated_and_as_computed(cast: Cast) -> None:
    recorded(cast, "40600", growth=Decimal("0.141"))
    record_reading(
        actor=cast.statistician,
        indicator=an_indicator(cast.zone, "export"),
        unit=the_root(cast.zone),
        period=Period.parse("2017H1"),
        stated=stated("30000", on=date(2017, 7, 15)),
    )
    lines = {i.code: line for i, line in ledger(JUNE, actor=cast.office)}
    line = lines["export"]
    assert line is not None
    assert line.growth.implied_base == Decimal("35583")
    assert line.remarks == ["growth_differs"]
    assert lines["gdp"] is None


def test_a_unit_sees_the_zone_and_itself(cast: Cast) -> None:
    recorded(cast, "40600")
    for unit in (cast.park, cast.other):
        record_reading(
            actor=cast.statistician,
            indicator=an_indicator(cast.zone, "new_firms"),
            unit=unit,
            period=JUNE,
            stated=stated("3"),
        )
    seen = {r.unit_id for r in visible_readings(actor=cast.clerk)}
    assert seen == {cast.park.id, the_root(cast.zone).id}


def test_definitions_in_conflict_are_marked(cast: Cast) -> None:
    indicator = an_indicator(cast.zone, "budget_revenue")
    add_definition(
        actor=cast.office,
        indicator=indicator,
        text="税收收入加非税收入，含上划收入。",
        authority="税务局",
        valid_from=date(2018, 1, 1),
    )
    lines = definitions_of(indicator, date(2018, 7, 2))
    assert [(line.definition.authority, line.conflicts) for line in lines] == [
        ("税务局", ["财政局"]),
        ("财政局", ["税务局"]),
    ]
    add_definition(
        actor=cast.office,
        indicator=indicator,
        text="税收收入加非税收入，含上划收入。",
        formula="税收收入加非税收入（地方留成）",
        authority="财政局",
        valid_from=date(2019, 1, 1),
    )
    rows = list(indicator.definitions.filter(authority="财政局"))
    assert rows[0].valid_to == date(2018, 12, 31)


def test_terms_stay_once_a_value_is_held(cast: Cast) -> None:
    recorded(cast, "40600")
    terms = IndicatorTerms(label="出口总额", unit="亿美元", ledger="dispatch")
    with pytest.raises(InvalidInput) as caught:
        define_indicator(actor=cast.office, code="export", terms=terms)
    assert {f.place for f in caught.value.faults} == {"unit", "ledger"}
    with pytest.raises(NotAllowed):
        define_indicator(actor=cast.clerk, code="x1", terms=terms)
    made = define_indicator(actor=cast.office, code="x1", terms=terms)
    assert made.label == "出口总额"
    with pytest.raises(InvalidInput):
        define_indicator(actor=cast.office, code="X 1", terms=IndicatorTerms(label="", unit="", ledger="?"))
