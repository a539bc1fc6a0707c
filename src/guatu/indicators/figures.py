"""Reported indicators as figures: `indicators.<code>`, and `indicators.<code>_growth` for the growth as stated."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
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
from guatu.indicators.rules.periods import plain
from guatu.indicators.selectors.readings import definitions_of, newest_of, visible_readings
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
        """Three queries, however much is wanted."""
        if not wanted:
            return {}
        root = root_unit(zone.id).id
        rows = newest_of(
            visible_readings(actor=actor, as_of=as_of).filter(
                indicator__code__in={_code(one.name) for one in wanted},
                last_day__in={one.period.last for one in wanted},
            )
        ).select_related("indicator")
        found = {(r.indicator.code, r.unit_id, r.first_day, r.last_day): r for r in rows}
        defined = {figure.name: figure for figure in self.definitions(zone.id)}
        moment = as_of or now()
        answers = {}
        for one in wanted:
            period = plain(one.period)
            row = found.get((_code(one.name), one.unit_id or root, period.first, period.last))
            answers[one] = _answer(one, defined[one.name], row, moment)
        return answers

    def rows(self, wanted: Wanted, *, actor: Actor, zone: Zone, as_of: datetime | None) -> list[Row]:
        """Every release, the one that counts first."""
        unit_id = wanted.unit_id or root_unit(zone.id).id
        releases = (
            visible_readings(actor=actor, as_of=as_of)
            .filter(
                indicator__code=_code(wanted.name),
                unit_id=unit_id,
                first_day=wanted.period.first,
                last_day=wanted.period.last,
            )
            .select_related("indicator")
            .order_by("-number")
        )
        return [
            Row(r.id, f"{r.indicator.name} {r.period}", detail=_told_by(r), amount=r.value) for r in releases
        ]


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
        adding=Adding.NOT,
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
