"""What each row below a header is: data, section, total, repeated header, note or blank.

A row with a number and a name is data, whatever else it looks like. Nothing is dropped silently: a row that
has values but is none of these is reported by the table reader.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import zip_longest

from guatu.sheets.fields import FieldSet, Kind
from guatu.sheets.header import Header
from guatu.sheets.row_labels import COLUMN_MARKS, COUNT, LEVELS, NOTE, RANKS, SERIAL, TOTAL, bare_label
from guatu.sheets.text import chinese_number, fold, normalize_text
from guatu.sheets.workbook import Sheet, Value


class RowKind(StrEnum):
    DATA = "data"
    CONTINUATION = "continuation"  # the name is merged with that of the row above
    SECTION = "section"
    SUBTOTAL = "subtotal"  # 小计
    TOTAL = "total"  # 合计, 总计
    HEADER = "header"  # repeated after a page break, or a row of column numbers
    NOTE = "note"
    BLANK = "blank"
    UNKNOWN = "unknown"  # values without a name


@dataclass(frozen=True, slots=True)
class SpecialRow:
    """A row that is not data. `level` orders sections (1 is the outermost) and totals (小计 1, 合计 2, 总计 3).

    `at` is the number of data rows above it, `count` the number of projects that it states.
    """

    row: int
    kind: RowKind
    label: str
    at: int
    level: int = 0
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A section that data rows belong to: 一、结转续建项目 is level 1 with the label 结转续建项目."""

    row: int
    label: str
    level: int


@dataclass
class ClassifiedRows:
    """Row numbers of the data rows, the sections around each (outermost first), and all other rows."""

    data: list[int] = field(default_factory=list)
    sections: list[tuple[Section, ...]] = field(default_factory=list)
    special: list[SpecialRow] = field(default_factory=list)


UNNUMBERED = 8  # the level of headings without a number, one more below a numbered one


def classify(sheet: Sheet, header: Header, fields: FieldSet) -> ClassifiedRows:
    """Classify every row below `header`."""
    classifier = _Classifier(sheet, header, fields)
    result = classifier.run()
    if lone := classifier.lone_sections(result):
        # Rows numbered 一, 二, 三 with figures and nothing below them are data that looked like sections.
        result = _Classifier(sheet, header, fields, lone).run()
    return result


class _Classifier:
    def __init__(
        self, sheet: Sheet, header: Header, fields: FieldSet, data: frozenset[int] = frozenset()
    ) -> None:
        self.sheet = sheet
        self.header = header
        self.serial = self.name = -1
        self.texts: list[int] = []
        self.figures: list[int] = []
        for column in header.columns:
            known = fields[column.field] if column.field else None
            position = column.column - 1
            if known is None:
                continue
            if known.key:
                self.name = position
            elif known.kind is Kind.SERIAL:
                self.serial = position
            elif known.kind in (Kind.AMOUNT, Kind.NUMBER, Kind.INTEGER, Kind.RATE):
                self.figures.append(position)
            else:
                self.texts.append(position)
        self.header_rows = [self._folded(sheet.rows[row - 1]) for row in range(header.top, header.bottom + 1)]
        self.titles = {fold(title) for title in header.titles}
        # Cells below the first of a merged name: the row goes on with the project above it.
        self.going_on = {
            row
            for merge in sheet.merges
            if merge.left - 1 <= self.name < merge.right and merge.top > header.bottom
            for row in range(merge.top + 1, merge.bottom + 1)
        }
        self.known_data = data
        self.result = ClassifiedRows()
        self.open: tuple[Section, ...] = ()

    @staticmethod
    def _folded(row: Sequence[Value]) -> dict[int, str]:
        return {n: text for n, value in enumerate(row) if (text := fold(str(value)))}

    def run(self) -> ClassifiedRows:
        result, serial, name = self.result, self.serial, self.name
        for number in range(self.header.bottom + 1, len(self.sheet.rows) + 1):
            row = self.sheet.rows[number - 1]
            # Nearly every row ends here: it has a serial number and a name.
            if serial >= 0 and len(row) > max(serial, name) and number not in self.going_on:
                mark, text = row[serial], row[name]
                numbered = isinstance(mark, float) or (isinstance(mark, str) and mark.isdecimal())
                if numbered and isinstance(text, str) and not text.isdecimal() and text.strip():
                    result.data.append(number)
                    result.sections.append(self.open)
                    continue
            self._take(number, self._special(number, row))
        return result

    def lone_sections(self, result: ClassifiedRows) -> frozenset[int]:
        """Sections with a number, a name and figures of their own, but without a count or any row below."""
        found = set()
        for entry, following in zip_longest(result.special, result.special[1:]):
            row = self.sheet.rows[entry.row - 1]
            ends = following.at if following else len(result.data)
            deeper = following and following.kind is RowKind.SECTION and following.level > entry.level
            if entry.kind is RowKind.SECTION and entry.count is None and ends == entry.at and not deeper:
                cells = self._folded(row)
                if {self.serial, self.name} <= cells.keys() and any(n in cells for n in self.figures):
                    found.add(entry.row)
        return frozenset(found)

    def _take(self, number: int, special: SpecialRow | None) -> None:
        if special is None:
            self.result.data.append(number)
            self.result.sections.append(self.open)
            return
        self.result.special.append(special)
        if special.kind is RowKind.SECTION:
            kept = tuple(section for section in self.open if section.level < special.level)
            self.open = (*kept, Section(number, special.label, special.level))
        elif special.kind is RowKind.TOTAL and special.level >= 3:
            self.open = ()

    def _row(
        self, number: int, kind: RowKind, label: str = "", level: int = 0, count: int | None = None
    ) -> SpecialRow:
        return SpecialRow(number, kind, normalize_text(label), len(self.result.data), level, count)

    def _special(self, number: int, row: Sequence[Value]) -> SpecialRow | None:
        """What the row is; None for data."""
        cells = self._folded(row)
        serial, name = cells.get(self.serial, ""), cells.get(self.name, "")
        others = [n for n in cells if n not in (self.serial, self.name)]
        if not cells or (cells.keys() == {self.serial} and SERIAL.fullmatch(serial)):
            return self._row(number, RowKind.BLANK)
        if self._is_header(cells):
            return self._row(number, RowKind.HEADER)
        if number in self.going_on:
            return self._row(number, RowKind.CONTINUATION)
        if number in self.known_data or (SERIAL.fullmatch(serial) and (name or others)):
            return None
        first = min(cells)
        label = str(row[first])
        total = self._total(number, row, cells, serial or name or cells[first])
        if total is not None:
            return total
        if NOTE.match(cells[first]) and not (first == self.name and len(others) > 2):
            return self._row(number, RowKind.NOTE, label)
        section = self._section(number, row, cells, serial, name)
        if section is not None:
            return section
        if name:
            return None
        if len(cells) == 1 and first not in self.figures:
            return self._row(number, RowKind.NOTE, label)
        return self._row(number, RowKind.UNKNOWN, label)

    def _is_header(self, cells: dict[int, str]) -> bool:
        """The header or title again, or the numbers of the columns (甲 乙 1 2 3)."""
        for known in self.header_rows:
            same = sum(1 for n, text in cells.items() if known.get(n) == text)
            if same >= 2 and same * 2 >= len(cells):
                return True
        if len(cells) == 1 and next(iter(cells.values())) in self.titles:
            return True
        marks = [text.removesuffix(".0").strip("()") for _n, text in sorted(cells.items())]
        numbers = [int(text) for text in marks if text.isdecimal() and len(text) < 4]
        lettered = len(marks) - len(numbers)
        return (
            len(numbers) >= 3
            and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
            and all(text in COLUMN_MARKS for text in marks[:lettered])
            and "".join(marks[:lettered]) == COLUMN_MARKS[:lettered]
        )

    def _total(
        self, number: int, row: Sequence[Value], cells: dict[int, str], lead: str
    ) -> SpecialRow | None:
        match = None
        for text in (lead, cells.get(self.name, "")):
            match = match or TOTAL.fullmatch(text)
        if match is None:
            return None
        rank = RANKS[match["word"]]
        if rank == 2 and match["of"] and self.open and _same(match["of"], self.open):
            rank = 1  # “结转续建项目合计” closes its section
        kind = RowKind.SUBTOTAL if rank == 1 else RowKind.TOTAL
        label = str(row[self.serial] or "") if self.serial >= 0 and self.serial in cells else ""
        return self._row(number, kind, label or str(row[min(cells)]), rank, self._count(cells))

    def _count(self, cells: dict[int, str]) -> int | None:
        """“54个” in the row: within its label or name, or as the whole of another cell."""
        labels = {self.serial, self.name, min(cells)}
        for n in sorted(cells, key=lambda n: (n not in labels, n)):
            match = COUNT.search(cells[n]) if n in labels else COUNT.fullmatch(cells[n])
            if match and n not in self.figures:
                return int(match[1])
        return None

    def _section(
        self, number: int, row: Sequence[Value], cells: dict[int, str], serial: str, name: str
    ) -> SpecialRow | None:
        words = [n for n in cells if n in self.texts]
        first = min(cells)
        numbered = chinese_number(serial) is not None or any(p.fullmatch(serial) for _l, p in LEVELS[:2])
        lead = cells[first]
        # Arabic numbers before a name (1、…) may be the list's own way to number its rows.
        levels = LEVELS if self.serial >= 0 and not name else LEVELS[:2]
        level = next((level for level, pattern in levels if pattern.match(serial if numbered else lead)), 0)
        count = self._count(cells)
        only_label = not words or (count is not None and len(words) <= 1)
        if numbered and name:
            if only_label or len(words) < 2:
                return self._row(number, RowKind.SECTION, bare_label(str(row[self.name])), level or 1, count)
            return None
        if level and only_label and first <= max(self.name, self.serial):
            return self._row(number, RowKind.SECTION, bare_label(str(row[first])), level, count)
        if self._stands_alone(number, cells, first) and (count is not None or self._data_follows(number)):
            level = UNNUMBERED + any(section.level < UNNUMBERED for section in self.open)
            return self._row(number, RowKind.SECTION, bare_label(str(row[first])), level, count)
        return None

    def _stands_alone(self, number: int, cells: dict[int, str], first: int) -> bool:
        """An unnumbered heading: one text before the other columns, with figures at most beside it."""
        if first > max(self.name, self.serial) or any(n not in self.figures for n in cells if n != first):
            return False
        wide = any(
            m.top == number and m.left - 1 == first and m.right - m.left >= 3 for m in self.sheet.merges
        )
        return wide or self.serial >= 0

    def _data_follows(self, number: int) -> bool:
        """Whether the next filled row has a serial number and a name, or is a section of its own."""
        for row in self.sheet.rows[number : number + 4]:
            cells = self._folded(row)
            if cells:
                serial = cells.get(self.serial, "")
                return bool(SERIAL.fullmatch(serial)) or self.serial < 0 or chinese_number(serial) is not None
        return False


def _same(part: str, sections: tuple[Section, ...]) -> bool:
    return any(part in fold(section.label) or fold(section.label) in part for section in sections)
