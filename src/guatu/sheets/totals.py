"""Stated totals against the rows: does “结转续建项目（19个） 188亿元” agree with its 19 rows?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from guatu.sheets.amounts import Amount
from guatu.sheets.rows import RowKind, SpecialRow


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A figure printed in a total row: in base units, its currency (empty for plain numbers), and how much
    one unit of its last printed digit is worth."""

    value: Decimal
    currency: str
    step: Decimal


@dataclass(frozen=True)
class StatedTotals:
    """What a section or total row states. `covers` are the rows it is about, empty when that is unknown."""

    row: int
    kind: RowKind
    label: str
    count: int | None
    figures: dict[str, StatedFigure]
    covers: tuple[int, ...] = ()

    @property
    def amounts(self) -> dict[str, Decimal]:
        return {field: figure.value for field, figure in self.figures.items()}


@dataclass(frozen=True, slots=True)
class TotalCheck:
    """One stated figure beside the computed one. `field` is empty for the number of rows.

    `ok` is None where the two cannot be compared (amounts in several currencies). They agree when they
    differ by at most `tolerance`, half a unit of the last digit printed in that column's totals.
    """

    row: int
    label: str
    field: str
    stated: Decimal
    computed: Decimal | None
    tolerance: Decimal
    ok: bool | None


Figures = Mapping[int, Mapping[str, Amount | Decimal | int | None]]


def check_totals(stated: Sequence[StatedTotals], figures: Figures) -> list[TotalCheck]:
    """Compare every stated figure with the sum over the rows it covers; `figures` is row → field → value."""
    steps = _finest_steps(stated)
    checks = []
    for total in stated:
        if total.covers or total.count == 0:
            checks += _checks_of(total, total.covers, figures, steps)
    return checks


def _finest_steps(stated: Sequence[StatedTotals]) -> dict[tuple[str, str], Decimal]:
    """The last printed digit of a column's totals. A number cell of 188 beside one of 143.7 means 188.0."""
    steps: dict[tuple[str, str], Decimal] = {}
    for total in stated:
        for field, figure in total.figures.items():
            key = (field, figure.currency)
            steps[key] = min(steps.get(key, figure.step), figure.step)
    return steps


def _checks_of(
    total: StatedTotals, covers: Sequence[int], figures: Figures, steps: dict[tuple[str, str], Decimal]
) -> list[TotalCheck]:
    checks = []
    if total.count is not None:
        ok = total.count == len(covers)
        stated, computed = Decimal(total.count), Decimal(len(covers))
        checks.append(TotalCheck(total.row, total.label, "", stated, computed, Decimal(0), ok))
    for field, figure in total.figures.items():
        value = _sum(field, figure.currency, covers, figures)
        tolerance = steps[(field, figure.currency)] / 2
        agrees = None if value is None else abs(value - figure.value) <= tolerance
        checks.append(TotalCheck(total.row, total.label, field, figure.value, value, tolerance, agrees))
    return checks


def _sum(field: str, currency: str, covers: Sequence[int], figures: Figures) -> Decimal | None:
    """The sum of a field over rows; None when an amount is in another currency than the total."""
    result = Decimal(0)
    for row in covers:
        value = figures[row].get(field)
        if isinstance(value, Amount):
            if value.currency != currency:
                return None
            result += value.value
        elif value is not None:
            result += value
    return result


def cover_rows(
    special: Sequence[SpecialRow], data: Sequence[int], stated: Mapping[int, StatedTotals], figures: Figures
) -> list[StatedTotals]:
    """Give each stated total the rows it is about.

    A section covers the rows up to the next section of its level or the next 合计; a 小计 those since its
    section began; a 合计 or 总计 all. Offices also put totals above their rows, or one 合计 per part: of the
    possible readings the first under which every stated figure holds is taken, otherwise the usual one.
    """
    result = []
    steps = _finest_steps(list(stated.values()))
    for entry in special:
        total = stated.get(entry.row)
        if total is None:
            continue
        readings = [
            tuple(data[first:last]) for first, last in _readings(entry, special, len(data)) if first < last
        ]
        chosen = readings[0] if readings else ()
        for reading in readings:
            checks = _checks_of(total, reading, figures, steps)
            if checks and all(check.ok for check in checks):
                chosen = reading
                break
        result.append(StatedTotals(total.row, total.kind, total.label, total.count, total.figures, chosen))
    return result


def _readings(entry: SpecialRow, special: Sequence[SpecialRow], rows: int) -> list[tuple[int, int]]:
    """Ranges of data rows that the entry may be about, the usual one first."""
    before = [other for other in special if other.row < entry.row]
    behind = [other for other in special if other.row > entry.row]

    def next_of(*, level: int | None) -> int:
        """Where the next section (of that level or further out) or 合计 begins."""
        for other in behind:
            section = other.kind is RowKind.SECTION and (level is None or other.level <= level)
            if section or other.kind is RowKind.TOTAL:
                return other.at
        return rows

    if entry.kind is RowKind.SECTION:
        return [(entry.at, next_of(level=entry.level)), (entry.at, next_of(level=None)), (entry.at, rows)]
    starts = {other.at for other in before if other.kind is RowKind.SECTION}
    since_total = [other.at for other in before if _is_total(other) and other.level >= entry.level]
    boundary = max([0, *since_total])
    above = (boundary, entry.at)
    if entry.kind is RowKind.SUBTOTAL:
        # Section by section outwards; the innermost that begins before the rows above.
        inner = [(start, entry.at) for start in sorted(starts, reverse=True) if start >= boundary]
        return [*inner, above, (entry.at, next_of(level=None)), (0, entry.at)]
    last = not any(other.kind is RowKind.TOTAL and other.level >= entry.level for other in behind)
    whole = (0, rows)
    if last or entry.level >= 3:
        return [whole, above, (entry.at, next_of(level=None))]
    return [above, (entry.at, next_of(level=None)), whole]


def _is_total(entry: SpecialRow) -> bool:
    return entry.kind in (RowKind.SUBTOTAL, RowKind.TOTAL)


_NARRATED = re.compile(
    r"([\u4e00-\u9fff]{2,12}?)(?:为|约|达|:|：)?\s*([0-9][0-9,]*(?:\.[0-9]+)?)\s*((?:百|千|万|亿|百万)?(?:美元|港元|欧元|日元|元))"
)


_COUNTED = re.compile(r"^[个项家宗](?:重点|续建|新建)?(?:项目|企业)?")


def narrated_amounts(folded: str) -> list[tuple[str, str, str]]:
    """Amounts told in a heading: “…（19个，总投资188亿元）” → [(“总投资”, “188”, “亿元”)]."""
    return [(_COUNTED.sub("", name), number, unit) for name, number, unit in _NARRATED.findall(folded)]
