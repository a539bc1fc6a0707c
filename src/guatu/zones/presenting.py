"""Rankings as pages show them: columns, values in their units, scores, and the address where a value opens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.figures.asking import Wanted
from guatu.figures.units import Unit
from guatu.leagues.choices import WhyUnranked
from guatu.leagues.measuring import Cell
from guatu.leagues.rules.book import Book, Criterion
from guatu.leagues.snapshot import formulas_of
from guatu.leagues.wording import method_words, plain, plain_score, shown, unit_of
from guatu.zones.addresses import zone_figure_address
from guatu.zones.models import ZoneRanking, ZoneRankingLine
from guatu.zones.selectors.ranking import Standing


@dataclass(frozen=True, slots=True)
class Column:
    """A criterion with the words for it."""

    criterion: Criterion
    label: str
    words: str
    method: str
    unit: Unit

    @property
    def weight(self) -> str:
        return plain(self.criterion.weight)


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as it is read, its score, and the page of the figure in that zone."""

    column: Column
    value: str
    score: str
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    place: int | None
    of: int
    name: str
    city: str
    cells: Sequence[Shown]
    total: str
    why: str
    day: Any


def columns_of(book: Book, upper: Zone, formulas: Mapping[str, Any] | None = None) -> list[Column]:
    """The criteria; labels and formulas as they were kept, else those of now."""
    told = formulas or formulas_of(book, upper.id)
    language = "zh-hans" if (get_language() or "").startswith("zh") else "en"
    columns = []
    for one in book.criteria:
        unit, words = unit_of(one.figure, upper.id), told[one.key][language]
        columns.append(Column(one, words["label"], words["words"], method_words(one, unit), unit))
    return columns


def standing_rows(lines: Iterable[Standing], book: Book, upper: Zone, period: Period) -> list[Row]:
    """A ranking that nobody has published."""
    told, columns = list(lines), columns_of(book, upper)
    ranked = sum(1 for line in told if line.place is not None)
    rows = []
    for line in told:
        cells = [
            _shown(column, line.cells[column.criterion.key], line.scored.scores.get(column.criterion.key))
            for column in columns
        ]
        cells = [
            _opening(cell, zone_figure_address(upper.code, line.zone.code, _wanted(cell, period)))
            for cell in cells
        ]
        total = plain_score(line.scored.total) if line.place is not None else "—"
        why = _why(line.scored.unranked or "")
        city = line.city.name if line.city else ""
        rows.append(Row(line.place, ranked, line.zone.name, city, cells, total, why, line.day))
    return rows


def published_rows(lines: Iterable[ZoneRankingLine], ranking: ZoneRanking, upper: Zone) -> list[Row]:
    """A ranking as it was published; values open as they stood then."""
    period, book = Period.parse(ranking.period), ranking.book
    columns = columns_of(book, upper, ranking.formulas)
    rows = []
    for line in lines:
        cells = []
        for column in columns:
            stored = line.cells[column.criterion.key]
            score = None if stored["score"] is None else Decimal(stored["score"])
            cell = _shown(column, Cell.from_json(stored), score)
            wanted = _wanted(cell, period)
            cells.append(
                _opening(cell, zone_figure_address(upper.code, line.ranked.code, wanted, ranking.as_of))
            )
        total = line.total.quantize(Decimal(1).scaleb(-book.places)) if line.total is not None else None
        rows.append(
            Row(
                line.place,
                line.of,
                line.ranked_name,
                line.city_name,
                cells,
                plain_score(total) if total is not None else "—",
                _why(line.unranked),
                line.day,
            )
        )
    return rows


def _shown(column: Column, cell: Cell, score: Decimal | None) -> Shown:
    value = _("nothing is known") if "nothing_entered" in cell.flags else shown(cell.value, column.unit)
    return Shown(column, value, plain_score(score) if score is not None else "—", "")


def _opening(cell: Shown, address: str) -> Shown:
    return Shown(cell.column, cell.value, cell.score, address)


def _wanted(cell: Shown, period: Period) -> Wanted:
    return Wanted(cell.column.criterion.figure, period, None, cell.column.criterion.where)


def _why(unranked: str) -> str:
    return str(WhyUnranked(unranked).label) if unranked else ""
