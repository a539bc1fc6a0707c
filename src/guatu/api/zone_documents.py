"""What a city or a province reads of the zones below it, as JSON types: the table, a figure, its rows, places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from guatu.core.clock import CHINA
from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.figures.documents import reading_document
from guatu.figures.reading import Reading, Row
from guatu.leagues.rules.book import Book
from guatu.reports.selectors.figure_page import FigurePage
from guatu.zones.models import ZoneRankingLine
from guatu.zones.selectors.below import Below
from guatu.zones.selectors.figure import AcrossPage
from guatu.zones.selectors.ranking import OwnPlace, Standing, Withdrawn
from guatu.zones.selectors.table import Line, Table

# How many rows behind a figure are told at most.
ROWS = 2000


def coded(zone: Zone | None) -> dict[str, Any] | None:
    """A zone by its code and its name."""
    return {"code": zone.code, "name": zone.name} if zone is not None else None


def zone_document(zone: Zone, below: Below) -> dict[str, Any]:
    """A zone below: the city that it belongs to, and the day of a clock of its own."""
    return {
        "code": zone.code,
        "name": zone.name,
        "city": coded(below.city_of(zone)),
        "clock": zone.clock_date,
    }


def value_document(reading: Reading) -> dict[str, Any]:
    """A number: exact, and as it is printed."""
    return {
        "value": reading.value,
        "number": reading.number,
        "shown": reading.shown,
        "fraction": reading.fraction or None,
        "row_count": reading.row_count,
        "remarks": [{"flag": remark.flag.value, "text": str(remark)} for remark in reading.remarks],
    }


def _of_period(reading: Reading) -> dict[str, Any]:
    return {"period": reading.wanted.period.text, **value_document(reading)}


def table_document(table: Table, below: Below) -> dict[str, Any]:
    """Lines of zones, of cities with all their zones, and of all together; each with a value for each figure."""
    heads = [group.head for group in table.groups if group.head is not None]
    return {
        "period": table.period.text,
        "earlier_period": table.earlier.text,
        "as_of": _moment(table),
        "figures": [
            {"name": one.name, "label": str(one.label), "unit": one.unit.code, "formula": str(one.words)}
            for one in table.figures
        ],
        "zones": [
            {**zone_document(line.zone, below), "values": _values(line)} for line in table.lines if line.zone
        ],
        "cities": [{**(coded(head.zone) or {}), "values": _values(head)} for head in heads],
        "together": _values(table.total),
    }


def _moment(table: Table) -> datetime | None:
    """At which it was read; None of a table without figures."""
    return next((local(cell.reading.as_of) for cell in table.total.cells), None)


def _values(line: Line) -> list[dict[str, Any]]:
    return [
        {
            "figure": cell.reading.figure.name,
            **value_document(cell.reading),
            "earlier": cell.earlier.value,
            "change": cell.change,
        }
        for cell in line.cells
    ]


def across_document(page: AcrossPage, below: Below) -> dict[str, Any]:
    """A figure over several zones: the whole, what it is worked out from, zone by zone, over time."""
    scope = {"zone": below.upper.code, "within": page.city.code if page.city else None}
    return {
        **reading_document(page.reading, scope, None),
        "earlier": _of_period(page.earlier),
        "last_year": _of_period(page.last_year),
        "terms": [{"figure": one.figure.name, **_of_period(one)} for one in page.terms],
        "zones": [
            {
                **zone_document(part.zone, below),
                **value_document(part.reading),
                "share": part.share,
                "place": part.place,
            }
            for part in page.parts
        ],
        "history": [_of_period(one) for one in page.history],
    }


def zone_figure_document(
    page: FigurePage, zone: Zone, behind: Iterable[tuple[Reading, Sequence[Row]]] | None
) -> dict[str, Any]:
    """A figure of one zone below, with its units and its history; with the rows that may be named, where asked for."""
    wanted = page.reading.wanted
    document = {
        **reading_document(
            page.reading, {"zone": zone.code, "unit": str(wanted.unit_id) if wanted.unit_id else None}, None
        ),
        "earlier": _of_period(page.earlier) if page.earlier else None,
        "last_year": _of_period(page.last_year) if page.last_year else None,
        "terms": [{"figure": one.figure.name, **_of_period(one)} for one in page.terms],
        "units": [
            {
                "unit": str(row.reading.wanted.unit_id) if row.reading else None,
                "name": row.name,
                "value": row.value,
                "number": row.number,
                "share": row.share,
                "place": row.place,
            }
            for row in page.units
        ],
        "history": [_of_period(point.reading) for point in page.history],
    }
    if behind is not None:
        told = list(behind)
        document["rows"] = [
            {
                "figure": base.figure.name,
                "period": base.wanted.period.text,
                "label": row.label,
                "detail": row.detail,
                "amount": row.amount,
            }
            for base, rows in told
            for row in rows[:ROWS]
        ]
        document["unnamed"] = sum(max((base.row_count or 0) - len(rows), 0) for base, rows in told)
    return document


def standing_document(lines: Sequence[Standing], book: Book, period: Period) -> dict[str, Any]:
    """A ranking as it would be published now."""
    return {
        "period": period.text,
        "lines": [
            {
                "zone": coded(line.zone),
                "city": coded(line.city),
                "place": line.place,
                "total": line.scored.total if line.place is not None else None,
                "unranked": line.scored.unranked or "",
                "day": line.day,
                "values": [
                    {
                        "criterion": one.key,
                        "figure": one.figure,
                        "value": line.cells[one.key].value,
                        "part": line.cells[one.key].part,
                        "whole": line.cells[one.key].whole,
                        "rows": line.cells[one.key].rows,
                        "score": line.scored.scores.get(one.key),
                    }
                    for one in book.criteria
                ],
            }
            for line in lines
        ],
    }


def line_values(line: ZoneRankingLine, book: Book) -> list[dict[str, Any]]:
    """The cells of a published line: numbers as they were kept."""
    told = []
    for one in book.criteria:
        cell = line.cells[one.key]
        kept = {name: cell[name] for name in ("value", "part", "whole", "rows", "score")}
        told.append({"criterion": one.key, "figure": one.figure, **kept})
    return told


def place_document(own: OwnPlace) -> dict[str, Any]:
    """Where the own zone stands in a ranking above it; of the others how many there are, and nothing more."""
    ranking, line = own.ranking, own.line
    return {
        "ranking": str(ranking.id),
        "above": coded(own.upper),
        "title": ranking.title,
        "period": ranking.period,
        "published_on": ranking.published_on,
        "published_by": ranking.published_by,
        "as_of": local(ranking.as_of),
        "place": line.place,
        "of": line.of,
        "total": _decimal(line.total),
        "unranked": line.unranked,
        "day": line.day,
        "values": line_values(line, ranking.book),
    }


def withdrawn_document(one: Withdrawn) -> dict[str, Any]:
    """A ranking above that was withdrawn, so that the own zone has no place by it."""
    return {
        "ranking": str(one.ranking.id),
        "above": coded(one.upper),
        "title": one.ranking.title,
        "period": one.ranking.period,
        "withdrawn_on": one.withdrawal.withdrawn_on,
        "reason": one.withdrawal.reason,
    }


def local(moment: datetime) -> datetime:
    return moment.astimezone(CHINA)


def _decimal(total: Decimal | None) -> str | None:
    return None if total is None else format(total, "f")
