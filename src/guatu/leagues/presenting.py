"""What pages, workbooks and documents show of a run: group by group, with every score written out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.figures.addresses import figure_address
from guatu.figures.asking import Wanted, where_of
from guatu.figures.units import Unit
from guatu.leagues.choices import WhyUnranked
from guatu.leagues.measuring import Cell
from guatu.leagues.models import LeagueLine, LeagueRules, LeagueRun
from guatu.leagues.peers import group_label
from guatu.leagues.rules.book import Criterion
from guatu.leagues.selectors.tables import lines_of
from guatu.leagues.snapshot import formulas_of
from guatu.leagues.wording import (
    arithmetic,
    condition_words,
    method_words,
    movement,
    plain,
    plain_score,
    shown,
    unit_of,
)


@dataclass(frozen=True, slots=True)
class Column:
    """A criterion in words. `formula`: how its figure comes about."""

    criterion: Criterion
    label: str
    formula: str
    method: str
    conditions: Sequence[str]
    unit: Unit

    @property
    def key(self) -> str:
        return self.criterion.key

    @property
    def weight(self) -> str:
        sign = "−" if self.criterion.method == "penalty" else "+" if self.criterion.is_extra else ""
        return f"{sign}{plain(self.criterion.weight)}"

    @property
    def slice(self) -> str:
        return "; ".join(f"{dimension}: {', '.join(values)}" for dimension, values in self.criterion.where)


@dataclass(frozen=True, slots=True)
class Shown:
    """One number of one unit: the value as it is read, the fraction behind it, its score and the way there."""

    column: Column
    value: str
    fraction: str
    score: str
    arithmetic: str
    place: int | None
    address: str
    rows: int | None
    taken_out: int
    fingerprint: str
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Row:
    """A unit in the table."""

    line: LeagueLine
    cells: Sequence[Shown]
    total: str
    arrow: str
    moved: str
    why: str

    @property
    def addition(self) -> str:
        """How the scores make the total; where a criterion is left out, how the others weigh more."""
        weighed = [cell for cell in self.cells if not cell.column.criterion.is_extra]
        known = " + ".join(cell.score for cell in weighed if cell.score != "—")
        left_out = sum((c.column.criterion.weight for c in weighed if c.score == "—"), Decimal(0))
        if left_out:
            known = f"({known}) × 100 ÷ {plain(100 - left_out)}"
        extras = [cell.score for cell in self.cells if cell.column.criterion.is_extra]
        signed = "".join(f" − {score[1:]}" if score.startswith("−") else f" + {score}" for score in extras)
        return f"{known}{signed} = {self.total}"


@dataclass(frozen=True, slots=True)
class Group:
    """A group of peers, place by place."""

    name: str
    label: str
    rows: Sequence[Row]

    @property
    def ranked(self) -> int:
        return sum(1 for row in self.rows if row.line.place is not None)


def columns_of(rules: LeagueRules, formulas: Mapping[str, Any] | None = None) -> list[Column]:
    """The criteria of rules; labels and formulas as a run kept them, else those of now."""
    told = formulas or formulas_of(rules.book, rules.zone_id)
    language = "zh-hans" if (get_language() or "").startswith("zh") else "en"
    columns = []
    for one in rules.book.criteria:
        unit = unit_of(one.figure, rules.zone_id)
        words = told[one.key][language]
        columns.append(
            Column(one, words["label"], words["words"], method_words(one, unit), condition_words(one), unit)
        )
    return columns


def groups_of(run: LeagueRun, zone: Zone, lines: Sequence[LeagueLine] | None = None) -> list[Group]:
    """Every group of a run, or of some of its lines."""
    columns = columns_of(run.rules, run.formulas)
    groups: dict[str, list[Row]] = {}
    for line in lines_of(run) if lines is None else lines:
        groups.setdefault(line.group, []).append(_row(run, line, columns, zone))
    return [Group(name, group_label(name), rows) for name, rows in groups.items()]


def row_of(run: LeagueRun, line: LeagueLine, zone: Zone) -> Row:
    return _row(run, line, columns_of(run.rules, run.formulas), zone)


def _row(run: LeagueRun, line: LeagueLine, columns: Sequence[Column], zone: Zone) -> Row:
    arrow, moved = movement(line.place, line.previous)
    total = total_of(line, run.rules.book.places)
    cells = [_shown(run, line, column, zone) for column in columns]
    return Row(line, cells, total, arrow, moved, why_of(line, columns))


def total_of(line: LeagueLine, places: int) -> str:
    """The total with as many decimals as the rules say; “—” without one."""
    return "—" if line.total is None else plain_score(line.total.quantize(Decimal(1).scaleb(-places)))


def why_of(line: LeagueLine, columns: Sequence[Column]) -> str:
    """Why a unit has no place; empty where it has one."""
    if not line.unranked:
        return ""
    column = next((one for one in columns if one.key == line.unranked_at), None)
    if column is None:
        return str(WhyUnranked(line.unranked).label)
    if line.unranked == WhyUnranked.FEW:
        told = {
            "label": column.label,
            "rows": line.cells[column.key]["rows"],
            "minimum": column.criterion.minimum,
        }
        return _("too few rows: %(rows)s of at least %(minimum)s for “%(label)s”") % told
    return _("no value for “%(label)s”") % {"label": column.label}


def _shown(run: LeagueRun, line: LeagueLine, column: Column, zone: Zone) -> Shown:
    stored = line.cells[column.key]
    cell, moment = Cell.from_json(stored), datetime.fromisoformat(stored["as_of"])
    score = None if stored["score"] is None else Decimal(stored["score"])
    yard = run.yards[line.group][column.key]
    return Shown(
        column=column,
        value=shown(cell.value, column.unit),
        fraction=_fraction(cell, column.unit),
        score="—" if score is None else plain_score(score),
        arithmetic=arithmetic(column.criterion, cell, yard, score, stored["place"], column.unit),
        place=stored["place"],
        address=figure_address(
            zone.code,
            Wanted(
                column.criterion.figure,
                Period.parse(run.period),
                line.unit_id,
                where_of(dict(column.criterion.where)),
            ),
            moment,
        ),
        rows=cell.rows,
        taken_out=cell.taken_out,
        fingerprint=cell.fingerprint,
        as_of=moment,
    )


def _fraction(cell: Cell, unit: Unit) -> str:
    """“2/4” of a ratio of counts."""
    if cell.part is None or cell.whole is None or unit.symbol != "%":
        return ""
    if cell.part != int(cell.part) or cell.whole != int(cell.whole) or cell.whole > 10_000:
        return ""
    return f"{cell.part.normalize():f}/{cell.whole.normalize():f}"
