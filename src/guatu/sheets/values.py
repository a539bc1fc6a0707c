"""What stands in one cell, read exactly: plain numbers, rates, whole numbers, ticks.

Every parser takes a cell value as `workbook.Value` and returns `Parsed`, whose value is None for a cell
that says “nothing” (blank, —, /, 无), or raises `Unreadable`, and nothing else. Amounts of money are in
`amounts`, dates in `dates`.
"""

import re
from decimal import Decimal
from math import isfinite
from typing import Generic, NamedTuple, TypeVar

from django.utils.translation import gettext as _

from guatu.sheets.text import fold
from guatu.sheets.workbook import Value

T = TypeVar("T")


class Parsed(NamedTuple, Generic[T]):
    """A value read, and what a reader should know about how it was read (empty when nothing)."""

    value: T | None
    note: str = ""


class Unreadable(ValueError):
    """The cell cannot be read: why, and what was expected in its place. Both are sentences for people."""

    def __init__(self, reason: str, expected: str) -> None:
        self.reason = reason
        self.expected = expected
        super().__init__(f"{reason}; {expected}")


_BLANKS = frozenset({
    "", "-", "--", "---", "—", "——", "———", "–", "―", "─", "/", "//", "\\", "|", "*", ".", "...",
    "无", "暂无", "没有", "无此项", "未定", "待定", "暂定", "未知", "不详", "未填", "空",
    "n/a", "na", "nil", "null", "none",
})  # fmt: skip
_NUMBER = re.compile(r"[+-]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)", re.ASCII)
_SPACED = re.compile(r"[\d.,][ \t\u00a0\u3000]+(?=[\d.,])", re.ASCII)
_GROUPED = re.compile(r"(?<!\d)\d{1,3}(?:[ \u00a0\u3000]\d{3})+(?![\d ])", re.ASCII)
_FOOTNOTE = re.compile(
    r"(?<=.)[*※#†\u2460-\u2473\u24f5-\u24fe\u2776-\u277f\u00b9\u00b2\u00b3\u2070-\u2079]+$"
)
_MOST_DIGITS = 24
_TOO_BIG = 10**18


def is_blank(folded: str) -> bool:
    """Whether a folded text says that there is nothing: blank, a dash, a slash, 无, 待定."""
    return folded in _BLANKS


def exact_decimal(number: float) -> Decimal:
    """A cell's number as it was typed: 6.15 is `Decimal("6.15")`.

    A spreadsheet keeps 15 digits of what is typed, so a number that needs more was calculated in binary
    (0.1 + 0.2). It is rounded to 12 significant digits where that moves it by no more than 1e-13 of itself,
    otherwise to 15. The number must be finite.
    """
    text = repr(number)
    if len(text) > 15 and isinstance(number, float):
        typed = format(number, ".15g")
        if float(typed) != number:
            rounded = format(number, ".12g")
            text = rounded if abs(number - float(rounded)) <= 1e-13 * abs(number) else typed
    elif text.endswith(".0"):
        text = text[:-2]
    return Decimal(text)


def split_footnote(folded: str) -> tuple[str, str]:
    """“5.17①” → (“5.17”, “①”): the text without footnote marks at its end, and the marks."""
    match = _FOOTNOTE.search(folded)
    return (folded[: match.start()], match.group()) if match else (folded, "")


def decimal_of(folded: str) -> Decimal | None:
    """A folded plain number, with or without thousands separators; None when it is anything else."""
    if _NUMBER.fullmatch(folded) is None or sum(map(str.isdigit, folded)) > _MOST_DIGITS:
        return None
    return Decimal(folded.replace(",", ""))


def has_stray_space(text: str) -> bool:
    """Whether white space stands between digits other than as a thousands separator (“5 17”)."""
    return _SPACED.search(text) is not None and _SPACED.search(_GROUPED.sub("0", text)) is not None


def _expected_number() -> str:
    return _("a number such as 5.17 or 1,234.5")


def parse_number(value: Value) -> Parsed[Decimal]:
    """A plain number without a unit. Text may be full-width and have thousands separators."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise Unreadable(_("this is not a number"), _expected_number())
    if not isinstance(value, str):
        if abs(value) >= _TOO_BIG or not isfinite(value):
            raise Unreadable(_("this number is too big"), _expected_number())
        return Parsed(exact_decimal(value))
    folded, mark = split_footnote(fold(value))
    if is_blank(folded):
        return Parsed(None)
    number = None if has_stray_space(value) else decimal_of(folded)
    if number is None:
        raise Unreadable(_("this is not a number"), _expected_number())
    return Parsed(number, _("the footnote mark %(mark)s was left out") % {"mark": mark} if mark else "")


def parse_integer(value: Value) -> Parsed[int]:
    """A whole number; 3.0 is one, 3.5 is refused. “第3号”, “3个” and “3.” (a serial number) are read as 3."""
    expected = _("a whole number such as 12")
    if isinstance(value, str):
        match = re.fullmatch(r"(?:第|no\.?)?\(?(\d+)\)?[个项家宗只号位次条、.]?", fold(value), re.ASCII)
        if match and len(match.group(1)) <= _MOST_DIGITS:
            return Parsed(int(match.group(1)))
    try:
        number, note = parse_number(value)
    except Unreadable as error:
        raise Unreadable(_("this is not a whole number"), expected) from error
    if number is None:
        return Parsed(None)
    if number != number.to_integral_value():
        raise Unreadable(_("this is not a whole number"), expected)
    return Parsed(int(number), note)


def parse_rate(value: Value, *, shown: str = "", in_percent: bool = False) -> Parsed[Decimal]:
    """A share as 0–1 (growth may lie outside): “65.2%” → 0.652.

    A number cell shown as a percentage (`shown == "percent"`) is the share itself. Any other bare number is
    taken for percent; where the column is not headed “%” (`in_percent`), one up to 1.5 is refused, as 0.652
    may be 65.2 % or 0.652 %.
    """
    expected = _("a percentage such as 65.2%")
    if isinstance(value, str):
        folded = fold(value)
        for sign, power in (("%", -2), ("‰", -3), ("个百分点", -2)):
            if folded.endswith(sign):
                number = None if has_stray_space(value) else decimal_of(folded.removesuffix(sign))
                if number is None:
                    raise Unreadable(_("this is not a percentage"), expected)
                return Parsed(number.scaleb(power))
    try:
        number, note = parse_number(value)
    except Unreadable as error:
        raise Unreadable(_("this is not a percentage"), expected) from error
    if number is None or number == 0 or (shown == "percent" and not isinstance(value, str)):
        return Parsed(number, note)
    if in_percent:
        return Parsed(number.scaleb(-2), note)
    if abs(number) <= Decimal("1.5"):
        raise Unreadable(_("it cannot be told whether this is a share or a percentage"), expected)
    return Parsed(number.scaleb(-2), note or _("read as a percentage"))


_YES = frozenset(
    {"√", "✓", "✔", "☑", "✅", "■", "●", "是", "有", "对", "y", "yes", "t", "true", "1", "v", "on"}
)
_NO = frozenset(
    {"×", "✗", "✘", "✕", "☒", "□", "☐", "○", "否", "不是", "未", "x", "n", "no", "f", "false", "0", "off"}
)


def parse_tick(value: Value) -> Parsed[bool]:
    """√ ✓ ☑ 是 Y 1 → True; × ☐ 否 N 0 → False; blank → None."""
    if isinstance(value, bool):
        return Parsed(value)
    if isinstance(value, (int, float)) and value in (0, 1):
        return Parsed(bool(value))
    if isinstance(value, str):
        folded = fold(value)
        if folded in _YES:
            return Parsed(True)
        if folded in _NO or folded == "无":
            return Parsed(False)
        if is_blank(folded):
            return Parsed(None)
    raise Unreadable(
        _("this is neither a tick nor a cross"), _("√ or 是 for yes, × or 否 for no, or nothing")
    )
