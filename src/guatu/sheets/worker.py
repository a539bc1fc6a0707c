"""The reading process: `python -m guatu.sheets.worker LIMITS`, the file on stdin, one JSON document back.

A workbook from outside is read in a process of its own with bounded memory and time, because the parsers
make room for whatever a file claims, and a failed allocation ends the process. It runs without Django and
without the application's environment. The answer is `{"kind", "sheets"}` or `{"refusal": {"code", …}}`.
"""

import contextlib
import gc
import io
import json
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from guatu.sheets.container import kind_of, open_package
from guatu.sheets.delimited import read_rows
from guatu.sheets.limits import MIB, Limits, Refusal
from guatu.sheets.package import Details, read_details, read_styles, sheet_parts
from guatu.sheets.references import column_letter

try:
    import resource
except ImportError:  # no such limits on this system; the time limit of the caller remains
    resource = None  # type: ignore[assignment]


def read(data: bytes, limits: Limits) -> dict[str, Any]:
    """Everything in the file, ready for JSON. Raises `Refusal`."""
    if len(data) > limits.file_bytes:
        raise Refusal("too_big", size=len(data) // MIB + 1, limit=limits.file_bytes // MIB)
    kind = kind_of(data)
    if kind == "csv":
        return {"kind": kind, "sheets": [{"name": "", "hidden": False, "rows": read_rows(data, limits)}]}
    details: dict[str, Details] = {}
    if kind == "xlsx":
        with open_package(data, limits) as package:
            styles = read_styles(package, limits)
            for name, part in sheet_parts(package, limits).items():
                details[name] = read_details(package, name, part, styles, limits)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return {"kind": kind, "sheets": _sheets(book, details, limits)}
    except PasswordError as error:
        raise Refusal("encrypted") from error
    except (CalamineError, OSError, ValueError) as error:
        raise Refusal("corrupt") from error


def _sheets(book: CalamineWorkbook, details: dict[str, Details], limits: Limits) -> list[dict[str, Any]]:
    sheets = []
    cells = 0
    if len(book.sheets_metadata) > limits.sheets:
        raise Refusal("too_many_sheets", limit=limits.sheets)
    for metadata in book.sheets_metadata:
        if metadata.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(metadata.name)
        height, width = sheet.end or (-1, -1)
        cells += (height + 1) * (width + 1)
        if height >= limits.rows:
            raise Refusal("too_many_rows", metadata.name, rows=height + 1, limit=limits.rows)
        if width >= limits.columns:
            letter = column_letter(width + 1)
            raise Refusal(
                "too_many_columns", metadata.name, column=letter, columns=width + 1, limit=limits.columns
            )
        if cells > limits.cells:
            raise Refusal("too_many_cells", metadata.name, limit=limits.cells)
        rows = sheet.to_python(skip_empty_area=False) if cells else []
        merges = [(top + 1, left + 1, bottom + 1, right + 1)
                  for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()]  # fmt: skip
        sheets.append({
            "name": metadata.name,
            "hidden": metadata.visible is not SheetVisibleEnum.Visible,
            "rows": rows,
            "merges": merges,
            **_within(details.get(metadata.name, Details()), rows),
        })  # fmt: skip
    return sheets


def _within(details: Details, rows: list[list[Any]]) -> dict[str, Any]:
    """The details that concern filled cells; of formats with two decimals only those that change a month."""

    def telling(row: int, column: int, hint: str) -> bool:
        value = rows[row - 1][column - 1] if row <= len(rows) and column <= len(rows[row - 1]) else ""
        if value == "" or isinstance(value, str):
            return False
        return hint != "two_decimals" or (
            isinstance(value, float) and round(value % 1, 9) == 0.1 and 1900 < value < 2200
        )

    found = dict(vars(details))
    found["shown"] = [entry for entry in details.shown if telling(*entry)]
    return found


def _encode(value: object) -> object:
    if isinstance(value, (datetime, date, time)):
        return {"$": value.isoformat()}
    if isinstance(value, timedelta):
        return str(value)
    raise TypeError(type(value))


def _bound(kind: int, most: int) -> None:
    """Set a limit of this process; one that is tighter already stays."""
    _soft, hard = resource.getrlimit(kind)
    tighter = hard != resource.RLIM_INFINITY and hard < most
    with contextlib.suppress(ValueError, OSError):  # a system that has no such limit
        resource.setrlimit(kind, (hard if tighter else most, hard))


def main() -> None:
    gc.disable()
    limits = Limits(**json.loads(sys.argv[1]))
    if resource is not None:
        _bound(resource.RLIMIT_AS, limits.memory_bytes)
        _bound(resource.RLIMIT_CPU, limits.seconds)
        _bound(resource.RLIMIT_CORE, 0)
    try:
        answer = read(sys.stdin.buffer.read(limits.file_bytes + 1), limits)
    except Refusal as refusal:
        answer = {"refusal": {"code": refusal.code, "place": refusal.place, **refusal.details}}
    except MemoryError:
        answer = {"refusal": {"code": "memory", "limit": limits.memory_bytes // MIB}}
    text = json.dumps(answer, default=_encode, ensure_ascii=False, check_circular=False)
    if len(text) > limits.text_bytes:
        text = json.dumps({"refusal": {"code": "too_much_text", "limit": limits.text_bytes // MIB}})
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))


if __name__ == "__main__":
    main()
