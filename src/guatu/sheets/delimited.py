"""Text files with separators: which characters, which separator. Part of the reading process."""

import csv
import io
from collections.abc import Iterator

from guatu.sheets.limits import Limits, Refusal
from guatu.sheets.references import column_letter

_LONGEST_LINE = 4_000_000
_DELIMITERS = ",\t;"


def read_rows(data: bytes, limits: Limits) -> list[list[str]]:
    """The rows of a CSV or tab-separated file; every cell is text."""
    text = decode(data)
    csv.field_size_limit(_LONGEST_LINE)
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in csv.reader(_lines(text), delimiter=sniff_delimiter(text)):
            while row and not row[-1].strip():
                row.pop()
            if len(row) > limits.columns:
                raise Refusal(
                    "too_many_columns", column=column_letter(len(row)), columns=len(row), limit=limits.columns
                )
            cells += len(row)
            rows.append(row)
            if len(rows) > limits.rows and row:
                raise Refusal("too_many_rows", rows=len(rows), limit=limits.rows)
            if cells > limits.cells:
                raise Refusal("too_many_cells", limit=limits.cells)
    except csv.Error as error:
        raise Refusal("corrupt") from error
    while rows and not rows[-1]:
        rows.pop()
    return rows


def decode(data: bytes) -> str:
    """UTF-8 or UTF-16 with their marks, UTF-16 without one, UTF-8, or GB 18030, whichever fits first."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        tries = ["utf-16"]
    elif b"\0" in data[:4096]:
        tries = [
            "utf-16-le" if data[1:2] == b"\0" or data[1::2].count(0) > data[::2].count(0) else "utf-16-be"
        ]
    else:
        tries = ["utf-8-sig", "gb18030"]
    for encoding in tries:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text or any(ord(c) < 9 or 13 < ord(c) < 32 for c in set(text[:20_000])):
            break
        return text
    raise Refusal("encoding")


def sniff_delimiter(text: str) -> str:
    """The separator that cuts the first lines into the most columns, the same number in most of them."""
    sample = [line for line in text[:50_000].splitlines()[:50] if line.strip()]

    def evenness(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(sample, delimiter=delimiter)]
        usual = max(set(widths), key=lambda width: (widths.count(width) * (width > 1), width), default=1)
        return (widths.count(usual) * (usual - 1), -_DELIMITERS.index(delimiter))

    try:
        return max(_DELIMITERS, key=evenness)
    except csv.Error:
        return ","


def _lines(text: str) -> Iterator[str]:
    for line in io.StringIO(text, newline=""):
        if len(line) > _LONGEST_LINE:
            raise Refusal("corrupt")
        yield line
