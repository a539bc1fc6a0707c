"""A run as a workbook: group by group, value and score of every criterion, with the rules below."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.leagues.models import LeagueRun
from guatu.leagues.presenting import Group, columns_of, groups_of
from guatu.leagues.wording import book_words
from guatu.sheets.fields import Kind
from guatu.sheets.layout import ColumnSpec, DataLine, Line, SectionLine, SheetSpec
from guatu.sheets.write import write_workbook


def write_run(run: LeagueRun, zone: Zone, target: Path | BinaryIO) -> None:
    """The whole table of a run, in the reader's language."""
    columns = columns_of(run.rules, run.formulas)
    period = Period.parse(run.period).label
    specs = [
        ColumnSpec("place", pgettext("in a ranking", "Place"), Kind.INTEGER),
        ColumnSpec("unit", _("Unit"), key=True, width=24),
        ColumnSpec("moved", _("Moved")),
    ]
    for column in columns:
        head = f"{column.label} ({column.weight})"
        specs += [
            ColumnSpec(f"{column.key}v", f"{head}/{_('Value')}"),
            ColumnSpec(f"{column.key}s", f"{head}/{_('Score')}", Kind.NUMBER, places=run.rules.book.places),
        ]
    specs += [
        ColumnSpec("total", pgettext("of scores", "Total"), Kind.NUMBER, places=run.rules.book.places),
        ColumnSpec("grade", _("Grade")),
        ColumnSpec("why", _("Why not ranked"), width=30),
    ]
    lines: list[Line] = []
    for group in groups_of(run, zone):
        lines += [SectionLine("", f"{group.label} ({group.ranked})", summed=False), *_lines(group)]
    rules = [f"{column.label}: {column.method}" for column in columns]
    words = book_words(run.rules.book, {column.key: column.label for column in columns})
    left_out = [_left_out(one) for one in run.left_out]
    told = _("As of %(moment)s, version %(number)s, %(status)s") % {
        "moment": f"{run.as_of:%Y-%m-%d %H:%M} UTC",
        "number": run.number,
        "status": run.get_status_display(),
    }
    sheet = SheetSpec(
        name=run.period,
        columns=specs,
        lines=lines,
        titles=[f"{run.table.name} {period}", told],
        notes=[*rules, *words, *left_out],
        frozen=2,
    )
    write_workbook(target, [sheet], created=run.as_of)


def _lines(group: Group) -> list[DataLine]:
    return [
        DataLine(
            {
                "place": row.line.place,
                "unit": row.line.unit_name,
                "moved": f"{row.arrow} {row.moved}".strip(),
                "total": row.line.total,
                "grade": row.line.grade,
                "why": row.why,
                **{f"{cell.column.key}v": cell.value for cell in row.cells},
                **{
                    f"{cell.column.key}s": _number(row.line.cells[cell.column.key]["score"])
                    for cell in row.cells
                },
            }
        )
        for row in group.rows
    ]


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _left_out(one: dict[str, object]) -> str:
    what = f"{one['unit']} {one['dimension']}={one['values']}" if one["dimension"] else str(one["unit"])
    return _("Left out: %(what)s; %(reason)s; asked by %(asked)s, decided by %(decided)s") % {
        "what": what,
        "reason": one["reason"],
        "asked": one["asked_by"],
        "decided": one["decided_by"],
    }
