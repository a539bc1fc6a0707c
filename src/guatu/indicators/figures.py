"""Reported indicators as figures: `indicators.<code>`, and `indicators.<code>_growth` for the growth as stated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.models import Zone
from guatu.figures.asking import UnitTree, Wanted
from guatu.figures.definition import Adding, Figure, Kind
from guatu.figures.reading import Flag, Reading, Remark, Row
from guatu.figures.registry import provide
from guatu.figures.units import (
    ENTERPRISE,
    ITEM,
    NUMBER,
    SHARE,
    WAN_USD,
    WAN_YUAN,
    YI_USD,
    YI_YUAN,
    YUAN,
    Unit,
)
from guatu.indicators.choices import Ledger, Origin, Qualifier
from guatu.indicators.models import reading as readings_table
from guatu.indicators.models.indicator import Indicator
from guatu.indicators.policies.readings import VIEW
from guatu.indicators.rules.periods import plain
from guatu.indicators.rules.totals import Total
from guatu.indicators.selectors.readings import definitions_of, newest_of, visible_readings
from guatu.indicators.selectors.totals import reporting
from guatu.organization.selectors import root_unit

PREFIX = "indicators"
_GROWTH = "_growth"
_UNITS: Mapping[str, Unit] = {
    "元": YUAN,
    "万元": WAN_YUAN,
    "亿元": YI_YUAN,
    "万美元": WAN_USD,
    "亿美元": YI_USD,
    "个": ITEM,
    "家": ENTERPRISE,
    "%": SHARE,
}
_FLAGS = {
    Qualifier.ABOUT: Flag.APPROXIMATE,
    Qualifier.OVER: Flag.LOWER_BOUND,
    Qualifier.UNDER: Flag.UPPER_BOUND,
    Qualifier.TEXT: Flag.FUZZY,
}


def unit_of(indicator: Indicator) -> Unit:
    """The figure's unit; one that figures do not know keeps its own symbol."""
    return _UNITS.get(indicator.unit) or Unit(NUMBER.code, indicator.unit, places=indicator.decimals)


class ReportedIndicators:
    """The zone's catalogue. Values are in base units: 亿元 become yuan."""

    prefix = PREFIX

    def definitions(self, zone_id: UUID) -> Sequence[Figure]:
        rows = Indicator.objects.filter(zone_id=zone_id).prefetch_related("definitions")
        return [figure for row in rows for figure in (_value(row), _growth(row))]

    def readings(
        self,
        wanted: Collection[Wanted],
        *,
        actor: Actor,
        zone: Zone,
        tree: UnitTree,
        as_of: datetime | None,
    ) -> Mapping[Wanted, Reading]:
        """Six queries at most, however much is wanted."""
        if not wanted:
            return {}
        root = root_unit(zone.id).id
        codes = {_code(one.name) for one in wanted if not one.name.endswith(_GROWTH)}
        adding = {i.code: i for i in Indicator.objects.filter(zone_id=zone.id, code__in=codes, adds_up=True)}
        units = reporting(zone.id, adding.values())
        rows = newest_of(
            visible_readings(actor=actor, as_of=as_of).filter(
                indicator__code__in={_code(one.name) for one in wanted},
                last_day__in={one.period.last for one in wanted},
            )
        ).select_related("indicator")
        found = {(r.indicator.code, r.unit_id, r.first_day, r.last_day): r for r in rows}
        together: dict[tuple[str, date, date], list[readings_table.Reading]] = defaultdict(list)
        for r in found.values():
            together[r.indicator.code, r.first_day, r.last_day].append(r)
        reach = actor.reach(VIEW)
        defined = {figure.name: figure for figure in self.definitions(zone.id)}
        moment = as_of or now()
        answers = {}
        for one in wanted:
            period = plain(one.period)
            code, unit_id = _code(one.name), one.unit_id or root
            row = found.get((code, unit_id, period.first, period.last))
            answer = _answer(one, defined[one.name], row, moment)
            if code in adding and not one.name.endswith(_GROWTH):
                parts = together[code, period.first, period.last]
                total = units.total(adding[code], unit_id, period.last, parts)
                hidden = not reach.whole_zone and not reach.unit_ids >= {*total.units, *total.missing}
                answer = _beside_total(answer, row, total, parts, hidden=hidden)
            answers[one] = answer
        return answers

    def rows(self, wanted: Wanted, *, actor: Actor, zone: Zone, as_of: datetime | None) -> list[Row]:
        """Every release, the one that counts first; of a total, what each unit reports."""
        unit_id = wanted.unit_id or root_unit(zone.id).id
        stated = (
            visible_readings(actor=actor, as_of=as_of)
            .filter(
                indicator__code=_code(wanted.name),
                first_day=wanted.period.first,
                last_day=wanted.period.last,
            )
            .select_related("indicator", "unit")
        )
        releases = list(stated.filter(unit_id=unit_id).order_by("-number"))
        if releases or wanted.name.endswith(_GROWTH):
            return [_row(r, f"{r.indicator.name} {r.period}") for r in releases]
        parts = list(newest_of(stated))
        if not parts or not parts[0].indicator.adds_up:
            return []
        indicator = parts[0].indicator
        total = reporting(zone.id, [indicator]).total(indicator, unit_id, wanted.period.last, parts)
        by_unit = {r.unit_id: r for r in parts}
        return [_row(by_unit[one], by_unit[one].unit.name) for one in total.units]


def _row(reading: readings_table.Reading, label: str) -> Row:
    return Row(reading.id, label, detail=_told_by(reading), amount=reading.value)


def _code(name: str) -> str:
    return name.split(".", 1)[1].removesuffix(_GROWTH)


def _value(indicator: Indicator) -> Figure:
    definitions = [d.formula or d.text for d in indicator.definitions.all()]
    return Figure(
        name=f"{PREFIX}.{indicator.code}",
        label=indicator.name,
        unit=unit_of(indicator),
        kind=Kind.REPORTED,
        words=definitions[-1] if definitions else indicator.name,
        adding=Adding.SUM if indicator.adds_up else Adding.NOT,
        places=indicator.decimals,
        ledger=indicator.ledger,
    )


def _growth(indicator: Indicator) -> Figure:
    return Figure(
        name=f"{PREFIX}.{indicator.code}{_GROWTH}",
        label=_("%s, growth") % indicator.name,
        unit=SHARE,
        kind=Kind.REPORTED,
        words=_("The growth on the same period last year as the source states it."),
        adding=Adding.NOT,
        ledger=indicator.ledger,
    )


def _answer(wanted: Wanted, figure: Figure, row: readings_table.Reading | None, moment: datetime) -> Reading:
    if row is None:
        return Reading(figure, wanted, None, moment)
    is_growth = wanted.name.endswith(_GROWTH)
    value: Decimal | None = row.growth if is_growth else row.value
    if value is not None and not is_growth:
        value *= figure.unit.scale
    return Reading(
        figure,
        wanted,
        value,
        moment,
        remarks=_remarks(row),
        text="" if is_growth else row.text,
        source=_told_by(row),
    )


def _beside_total(
    answer: Reading,
    row: readings_table.Reading | None,
    total: Total[UUID],
    parts: Iterable[readings_table.Reading],
    *,
    hidden: bool,
) -> Reading:
    """The total of the units where nothing is stated of the whole; what is stated wins, and is marked where the
    total is complete and says otherwise."""
    if total.value is None:
        return answer
    scale = answer.figure.unit.scale
    said = {"sum": answer.figure.unit.number(total.value * scale, places=answer.figure.places)}
    if row is not None:
        agrees = row.value is None or round(row.value, row.indicator.decimals) == round(
            total.value, row.indicator.decimals
        )
        if hidden or total.missing or agrees or row.qualifier != Qualifier.EXACT:
            return answer
        against = Remark(Flag.CONFLICT, _("the units make %(sum)s") % said)
        return replace(answer, remarks=[*answer.remarks, against])
    counted = [part for part in parts if part.unit_id in total.units]
    remarks = {str(r): r for part in counted for r in _remarks(part)}
    numbers = {"some": len(total.units), "all": total.expected}
    if hidden:
        remarks["hidden"] = Remark(Flag.ROWS_HIDDEN)
    elif total.missing:
        remarks["partly"] = Remark(Flag.PARTLY_REPORTED, _("%(some)s of %(all)s units") % numbers)
    return replace(
        answer,
        value=total.value * scale,
        remarks=list(remarks.values()),
        row_count=len(counted),
        source=_("sum of what the units report"),
    )


def _remarks(row: readings_table.Reading) -> list[Remark]:
    ledger = Flag.STATISTICAL if row.indicator.ledger == Ledger.STATISTICAL else Flag.DISPATCH
    found = [Remark(ledger)]
    if row.provisional:
        found.append(Remark(Flag.PROVISIONAL))
    if row.origin == Origin.IMPLIED:
        found.append(Remark(Flag.IMPLIED, row.source))
    flag = _FLAGS.get(Qualifier(row.qualifier))
    if flag is not None:
        found.append(Remark(flag))
    against = [
        name
        for line in definitions_of(row.indicator, row.last_day)
        if line.in_force
        for name in (line.definition.authority, *line.conflicts)
        if line.conflicts
    ]
    if against:
        found.append(Remark(Flag.CONFLICT, _(", ").join(dict.fromkeys(against))))
    return found


def _told_by(row: readings_table.Reading) -> str:
    return f"{row.source} {row.source_date}" if row.source_date else row.source


provide(ReportedIndicators())
