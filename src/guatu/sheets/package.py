"""What an xlsx file says beside its values: hidden parts, comments, number formats.

Part of the reading process. The big part of a sheet, its cells, is searched with patterns that cannot run
back (`[^<>]*`); everything small goes through expat. Document type declarations are refused everywhere, so
that no entity is ever expanded.
"""

import posixpath
import re
import zipfile
from typing import Any
from xml.parsers import expat

from guatu.sheets.container import read_part
from guatu.sheets.limits import Limits, Refusal
from guatu.sheets.references import column_letter, column_number, parse_reference

_SHEET_DATA = re.compile(rb"<(\w+:)?sheetData\b")
_FAR_CELL = re.compile(rb' r="([A-Z]{3})[0-9]')
_HIDDEN = rb'<%brow\b(?=[^<>]*\bhidden="(?:1|true)")[^<>]*\br="([0-9]{1,7})"'
_ERROR = (
    rb'<%bc\b(?=[^<>]*\bt="e")[^<>]*\br="([A-Z]{1,3}[0-9]{1,7})"[^<>]*>'
    rb"(?:<%bf\b[^<>]*(?:/>|>[^<>]*</%bf>))?<%bv>([^<>]{1,20})<"
)
_TAIL = 65_536
_NO_VALUE = rb"\s*(?:<%bv\s*/>|<%bv>\s*</%bv>)?\s*</%bc>"
_STYLED = rb'<%bc\b(?=[^<>]*\bs="(%b)")[^<>]*\br="([A-Z]{1,3}[0-9]{1,7})"'


class Details:
    """What is known of one sheet beside its values. References are (row, column), counted from 1."""

    def __init__(self) -> None:
        self.hidden_columns: list[tuple[int, int]] = []
        self.hidden_rows: list[int] = []
        self.comments: list[tuple[int, int, str]] = []
        self.shown: list[tuple[int, int, str]] = []
        self.errors: list[tuple[int, int, str]] = []
        self.uncomputed: list[tuple[int, int]] = []


class _Elements:
    """Calls `visit(local name, attributes)` for each element, collects text of `t` elements."""

    def __init__(self, visit: Any, leave: Any = None) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = lambda name, attributes: visit(
            name.rpartition(" ")[2], {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        )
        if leave is not None:
            self.parser.EndElementHandler = lambda name: leave(name.rpartition(" ")[2])
        self.parser.StartDoctypeDeclHandler = self._refuse

    @staticmethod
    def _refuse(*_: object) -> None:
        raise Refusal("external_entities")

    def feed(self, data: bytes, *, whole: bool = True) -> None:
        try:
            self.parser.Parse(data, whole)
        except expat.ExpatError as error:
            raise Refusal("corrupt") from error


def _relations(package: zipfile.ZipFile, part: str, limits: Limits) -> dict[str, tuple[str, str]]:
    """id → (last word of the type, target part) of a part's relations."""
    folder, name = posixpath.split(part)
    data = read_part(package, f"{folder}/_rels/{name}.rels", limits)
    found: dict[str, tuple[str, str]] = {}

    def visit(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
            found[attributes.get("Id", "")] = (
                attributes.get("Type", "").rpartition("/")[2],
                target.lstrip("/"),
            )

    if data:
        _Elements(visit).feed(data)
    return found


def sheet_parts(package: zipfile.ZipFile, limits: Limits) -> dict[str, str]:
    """Sheet name → part that holds it, in the order of the workbook."""
    root = _relations(package, "", limits)
    book = next((target for kind, target in root.values() if kind == "officeDocument"), "xl/workbook.xml")
    relations = _relations(package, book, limits)
    found: dict[str, str] = {}

    def visit(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            found[attributes.get("name", "")] = relations.get(attributes.get("id", ""), ("", ""))[1]

    data = read_part(package, book, limits)
    if not data:
        raise Refusal("not_a_workbook")
    _Elements(visit).feed(data)
    if len(found) > limits.sheets:
        raise Refusal("too_many_sheets", limit=limits.sheets)
    for kind, target in relations.values():
        if kind == "sharedStrings":
            _Elements(lambda *_: None).feed(read_part(package, target, limits)[:4096], whole=False)
    return found


# Number formats that Chinese versions of Excel have built in.
_BUILT_IN = {2: "two_decimals", 4: "two_decimals", 9: "percent", 10: "percent", 17: "month"} | dict.fromkeys(
    (27, 36, 50, 52, 57), "month"
)
_QUOTED = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.')


def shown_as(code: str) -> str:
    """What a number format adds to a value: `percent`, `month`, `year`, `two_decimals`, `unit:亿元` or ""."""
    first = code.split(";")[0]
    literal = "".join(a or b for a, b in _QUOTED.findall(first))
    plain = _QUOTED.sub("", first).lower()
    if "%" in plain:
        return "percent"
    if "y" in plain or "e" in plain.replace("general", ""):
        if "d" in plain or "h" in plain or "s" in plain or "0" in plain:
            return ""
        return "month" if "m" in plain else "year"
    unit = re.search(
        r"(?:百万|千|万|亿)?(?:美元|港元|欧元|日元|元)$", literal + re.sub(r"[^\u4e00-\u9fff]", "", plain)
    )
    if unit:
        return "unit:" + unit.group()
    return "two_decimals" if re.fullmatch(r"(?:#,##)?0\.00 ?", plain) else ""


def read_styles(package: zipfile.ZipFile, limits: Limits) -> dict[int, str]:
    """Cell style number → what its number format adds, for the styles where it adds something."""
    codes: dict[int, str] = {}
    formats: list[int] = []
    inside = [False]

    def visit(name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            codes[int(attributes.get("numFmtId", "0"))] = shown_as(attributes.get("formatCode", ""))
        elif name == "cellXfs":
            inside[0] = True
        elif name == "xf" and inside[0]:
            formats.append(int(attributes.get("numFmtId", "0")))

    def leave(name: str) -> None:
        if name == "cellXfs":
            inside[0] = False

    data = read_part(package, "xl/styles.xml", limits)
    if data:
        try:
            _Elements(visit, leave).feed(data)
        except ValueError as error:
            raise Refusal("corrupt") from error
    shown = {number: codes.get(code, _BUILT_IN.get(code, "")) for number, code in enumerate(formats)}
    return {number: hint for number, hint in shown.items() if hint}


def read_details(
    package: zipfile.ZipFile, name: str, part: str, styles: dict[int, str], limits: Limits
) -> Details:
    """All that is known of the sheet `name` in `part` beside its values; refuses one filled too far."""
    data = read_part(package, part, limits)
    details = Details()
    begin = _SHEET_DATA.search(data)

    def visit(element: str, attributes: dict[str, str]) -> None:
        if element == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = int(attributes.get("min", "1")), int(attributes.get("max", "1"))
            details.hidden_columns.append((first, min(last, limits.columns)))

    try:
        _Elements(visit).feed(data[: begin.start() if begin else 4096], whole=False)
    except ValueError as error:
        raise Refusal("corrupt") from error
    if begin is None:
        return details
    _check_extent(data, name, limits)
    _search_cells(data, begin[1] or b"", styles, details)
    details.comments = _read_comments(package, part, limits)
    return details


def _search_cells(data: bytes, prefix: bytes, styles: dict[int, str], details: Details) -> None:
    """Fill in what the cells' XML tells. Each pattern begins with a fixed text, for speed."""
    if b"hidden=" in data:
        details.hidden_rows = [int(row) for row in re.findall(_HIDDEN % prefix, data)]
    if b't="e"' in data:
        for reference, error in re.findall(_ERROR.replace(b"%b", prefix), data):
            details.errors.append((*_position(reference), error.decode("utf-8", "replace")))
    no_value = _NO_VALUE.replace(b"%b", prefix)
    ends = (rb"</%bf>" % prefix, rb"<%bf\b[^<>]*/>" % prefix) if b"<%bf" % prefix in data else ()
    for end in ends:
        for match in re.finditer(end + no_value, data):
            at = data.rfind(b' r="', 0, match.start())
            position = parse_reference(data[at + 4 : at + 20].split(b'"')[0].decode("ascii", "replace"))
            if position:
                details.uncomputed.append(position)
    if styles:
        pattern = _STYLED % (prefix, b"|".join(b"%d" % number for number in styles))
        details.shown = [(*_position(cell), styles[int(style)]) for style, cell in re.findall(pattern, data)]


def _position(reference: bytes) -> tuple[int, int]:
    position = parse_reference(reference.decode("ascii"))
    if position is None:
        raise Refusal("corrupt")
    return position


def _check_extent(data: bytes, name: str, limits: Limits) -> None:
    """Refuse a cell far away before calamine makes room for every cell up to it.

    For a better answer only: whatever escapes this is counted later, or meets the limit of memory.
    """
    farthest = max((column_number(letters.decode()) for letters in set(_FAR_CELL.findall(data))), default=0)
    if farthest > limits.columns:
        letter = column_letter(farthest)
        raise Refusal("too_many_columns", name, column=letter, columns=farthest, limit=limits.columns)
    tail = data[-_TAIL:]
    last = max(map(tail.rfind, (b"</v>", b"</is>", b":v>", b":is>")))
    at = tail.rfind(b' r="', 0, last) if last > 0 else -1
    row = re.match(rb"[A-Z]{1,3}([0-9]{1,9})", tail[at + 4 : at + 20]) if at > 0 else None
    if row and int(row[1]) > limits.rows:
        raise Refusal("too_many_rows", name, rows=int(row[1]), limit=limits.rows)


def _read_comments(package: zipfile.ZipFile, part: str, limits: Limits) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for kind, target in _relations(package, part, limits).values():
        if kind == "comments":
            found += _comments_of(read_part(package, target, limits), limits)
    return found


def _comments_of(data: bytes, limits: Limits) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    reference, pieces, open_text, phonetic = [""], [""], [False], [False]

    def visit(name: str, attributes: dict[str, str]) -> None:
        if name == "comment":
            reference[0] = attributes.get("ref", "")
            pieces.clear()
            if len(found) >= limits.comments:
                raise Refusal("too_many_comments", limit=limits.comments)
        phonetic[0] |= name == "rPh"
        open_text[0] = name == "t" and not phonetic[0]

    def leave(name: str) -> None:
        open_text[0] = False
        phonetic[0] &= name != "rPh"
        position = parse_reference(reference[0])
        if name == "comment" and position:
            found.append((*position, "".join(pieces).strip()))

    def text(data: str) -> None:
        if open_text[0]:
            pieces.append(data)

    if data:
        elements = _Elements(visit, leave)
        elements.parser.CharacterDataHandler = text
        elements.feed(data)
    return found
