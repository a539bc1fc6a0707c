"""Finding the header of a table: below titles, in one to three rows, merged or not, columns in any order."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from guatu.sheets.columns import Choice, ColumnMatch, FieldMatcher, Heading, give_out, header_words
from guatu.sheets.errors import SheetError
from guatu.sheets.fields import FieldSet, Kind
from guatu.sheets.problems import CellProblem, Severity
from guatu.sheets.references import column_letter
from guatu.sheets.titles import parse_titles
from guatu.sheets.workbook import Merge, Sheet, Value

_SEARCHED_ROWS = 40
_DEEPEST = 3


@dataclass(frozen=True)
class Header:
    """Rows `top` to `bottom` of a sheet name its columns; above them are `titles`, texts top down.

    `columns` holds every headed column from the left, `problems` what is wrong with them (missing or
    ambiguous columns), `score` how well the rows fit, for comparing sheets.
    """

    top: int
    bottom: int
    titles: tuple[str, ...]
    columns: tuple[ColumnMatch, ...]
    problems: tuple[CellProblem, ...]
    score: float
    has_key: bool = False

    @property
    def is_plain(self) -> bool:
        """Beyond doubt: the key column is there, and two thirds of the columns are known. What follows is data."""
        known = [column for column in self.columns if column.field]
        return self.has_key and 3 * len(known) >= 2 * len(self.columns)

    def column_of(self, field: str) -> ColumnMatch | None:
        return next((column for column in self.columns if column.field == field), None)

    @property
    def mapping(self) -> dict[str, str]:
        """What to remember for next time: key of each header → field ("" for one not read)."""
        return {column.key: column.field or "" for column in self.columns}


def find_header(
    sheet: Sheet, fields: FieldSet, mapping: Mapping[str, str | None] | None = None, year: int | None = None
) -> Header:
    """The header that fits `fields` best among the first rows. Raises `SheetError` `no_header`.

    `mapping` (header text or key → field name, or empty for “not read”) wins over what is recognised.
    `year` is the table's, where its title does not tell: “2017年计划投资” is not the plan of 2018.
    """
    matcher = FieldMatcher(fields, year)
    wanted = {fields_key for name in mapping or () for fields_key in Heading.of(name.split("/")).names[-1:]}
    hits = [_hits(row, matcher.known | wanted) for row in sheet.rows[:_SEARCHED_ROWS]]
    best: Header | None = None
    for top in range(1, len(hits) + 1):
        if best is not None and top > best.bottom and best.is_plain:
            break
        if sum(hits[top - 1 : top - 1 + _DEEPEST]) < 2 and not mapping:
            continue
        for depth in range(_least_depth(sheet, top), _DEEPEST + 1):
            if top + depth - 1 > len(sheet.rows):
                break
            header = _header_at(sheet, matcher, mapping, top, depth)
            if header is not None and (best is None or header.score > best.score):
                best = header
    if best is None:
        expected = "、".join(field.label for field in fields if field.required or field.key)
        raise SheetError("no_header", sheet.name, expected=expected, found=_first_texts(sheet))
    return best


def _hits(row: list[Value], known: set[str]) -> int:
    return sum(1 for value in row if isinstance(value, str) and value and header_words(value).name in known)


def _first_texts(sheet: Sheet) -> str:
    texts = [str(value).strip() for row in sheet.rows[:5] for value in row if str(value).strip()]
    return "、".join(text[:20] for text in texts[:8]) or "–"


def _least_depth(sheet: Sheet, top: int) -> int:
    """A header is at least as deep as the merged cells that begin in its first row."""
    bottoms = [merge.bottom for merge in sheet.merges if merge.top == top and merge.bottom - top < _DEEPEST]
    return max(bottoms, default=top) - top + 1


def _header_at(
    sheet: Sheet, matcher: FieldMatcher, mapping: Mapping[str, str | None] | None, top: int, depth: int
) -> Header | None:
    headings = _headings(sheet, top, top + depth - 1)
    if headings is None:
        return None
    hidden = frozenset(column - 1 for column in sheet.hidden_columns)
    titles = [str(value).strip() for row in sheet.rows[: top - 1] for value in row if str(value).strip()]
    matcher = matcher.for_year(parse_titles(titles, matcher.year).year)
    choices = give_out(headings, matcher, mapping, hidden)
    chosen = [choice for choice in choices if choice.field]
    has_key = any(choice.field and choice.field.key for choice in chosen)
    if len(chosen) < (2 if has_key else 3):
        return None
    score = sum(choice.score for choice in chosen) + has_key - 0.1 * (depth - 1)
    for heading, choice in zip(headings, choices, strict=True):
        if heading and choice.field and choice.field.kind is Kind.AMOUNT and heading.units:
            score += 0.2
    columns = _columns(sheet, headings, choices, top)
    problems = _problems(matcher.fields, headings, choices, columns, top + depth - 1)
    return Header(top, top + depth - 1, tuple(titles), columns, problems, score, has_key)


def _headings(sheet: Sheet, top: int, bottom: int) -> list[Heading | None] | None:
    """The heading of every column: texts top down, merged cells spread, a heading without text None.

    No headings at all where an upper row says only one thing: that is a title, not a group of columns.
    """
    merged = {
        (row, column): merge
        for merge in sheet.merges
        if merge.top >= top and merge.top <= bottom
        for row in range(merge.top, merge.bottom + 1)
        for column in range(merge.left, merge.right + 1)
    }
    width = max(len(sheet.rows[row - 1]) for row in range(top, bottom + 1))
    grid = [
        [_text(sheet, row, column, merged) for column in range(1, width + 1)]
        for row in range(top, bottom + 1)
    ]
    for upper, lower in pairwise(grid):
        _spread_groups(upper, lower)
    if any(len(set(filter(None, texts))) < 2 for texts in grid[:-1]):
        return None
    headings: list[Heading | None] = []
    for column in range(width):
        parts: list[str] = []
        for texts in grid:
            if texts[column] and (not parts or parts[-1] != texts[column]):
                parts.append(texts[column])
        ends = merged.get((bottom, column + 1))
        spilled = ends is not None and ends.left < column + 1 and ends.top <= bottom
        headings.append(Heading.of(parts) if parts and not spilled else None)
    return headings


def _text(sheet: Sheet, row: int, column: int, merged: dict[tuple[int, int], Merge]) -> str:
    merge = merged.get((row, column))
    value = sheet.value(merge.top, merge.left) if merge else sheet.value(row, column)
    if isinstance(value, float) and value == int(value):
        value = int(value)
    return str(value).strip()


def _spread_groups(upper: list[str], lower: list[str]) -> None:
    """A group heading that was not merged (as in CSV) also stands over the columns to its right.

    Only where its own column has a text below, and as long as there are texts below with nothing above.
    """
    for column in range(1, len(upper)):
        if not upper[column] and lower[column] and upper[column - 1] and lower[column - 1]:
            upper[column] = upper[column - 1]


def _columns(
    sheet: Sheet, headings: list[Heading | None], choices: list[Choice], top: int
) -> tuple[ColumnMatch, ...]:
    columns = []
    seen: dict[str, int] = {}
    for position, (heading, choice) in enumerate(zip(headings, choices, strict=True), 1):
        if heading is None:
            continue
        seen[heading.key] = seen.get(heading.key, 0) + 1
        number = seen[heading.key]
        comments = [
            text
            for (row, column), text in sheet.comments.items()
            if column == position and top <= row < top + _DEEPEST
        ]
        columns.append(
            ColumnMatch(
                column=position,
                letter=column_letter(position),
                header=heading.text,
                key=heading.key if number == 1 else f"{heading.key}#{number}",
                field=choice.field.name if choice.field else None,
                unit=heading.units[0] if len(heading.units) == 1 else None,
                period=heading.period,
                score=choice.score,
                why=choice.why,
                percent=heading.percent,
                hidden=position in sheet.hidden_columns,
                comment="\n".join(comments),
                candidates=choice.candidates,
            )
        )
    return tuple(columns)


def _problems(
    fields: FieldSet,
    headings: list[Heading | None],
    choices: list[Choice],
    columns: tuple[ColumnMatch, ...],
    row: int,
) -> tuple[CellProblem, ...]:
    found = "、".join(f"{column.letter} {column.header}" for column in columns)
    chosen = {choice.field.name: choice for choice in choices if choice.field}
    problems = []
    for field in fields:
        if (field.required or field.key) and field.name not in chosen:
            reason = _("there is no column “%(label)s”") % {"label": field.label}
            expected = _("one of: %(names)s; found were: %(found)s") % {
                "names": "、".join((field.label, *field.synonyms)),
                "found": found,
            }
            problems.append(CellProblem(row, "", field.name, field.label, "", reason, expected))
    for position, choice in enumerate(choices):
        heading = headings[position]
        if choice.field is None or heading is None or not choice.rivals:
            continue
        letters = "、".join(column_letter(other + 1) for other in (position, *choice.rivals))
        reason = _("the columns %(letters)s may all be “%(label)s”") % {
            "letters": letters,
            "label": choice.field.label,
        }
        expected = _("one such column, or a choice which of them it is; column %(letter)s was taken") % {
            "letter": column_letter(position + 1)
        }
        severity = Severity.ERROR if choice.field.required or choice.field.key else Severity.WARNING
        problems.append(
            CellProblem(
                row,
                column_letter(position + 1),
                choice.field.name,
                heading.text,
                heading.text,
                reason,
                expected,
                severity,
            )
        )
    return tuple(problems)
