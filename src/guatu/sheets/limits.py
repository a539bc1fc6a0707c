"""How much of a workbook is read at most; beyond it a file is refused with a reason, not read in part."""

from typing import NamedTuple

MIB = 1024 * 1024


class Limits(NamedTuple):
    """Bounds of one reading. `cells` counts the rectangles from A1 to the last filled cell of all sheets."""

    file_bytes: int = 30 * MIB
    unpacked_bytes: int = 300 * MIB
    parts: int = 5_000
    sheets: int = 200
    rows: int = 100_000
    columns: int = 1_000
    cells: int = 3_000_000
    comments: int = 20_000
    text_bytes: int = 128 * MIB
    memory_bytes: int = 1536 * MIB
    seconds: int = 60


DEFAULT = Limits()


class Refusal(Exception):
    """The reading process will not read this: a code of `errors.MESSAGES` and what fills its gaps.

    Lives here, without a text, because the reading process runs without Django.
    """

    def __init__(self, code: str, place: str = "", **details: str | int) -> None:
        self.code = code
        self.place = place
        self.details = details
        super().__init__(code)
