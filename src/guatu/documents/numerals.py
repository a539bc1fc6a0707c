"""The four levels of a document: 一、（一）1.（1）. Pure."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """1–99 as it is read: 一, 十, 十一, 二十, 二十一. Raises `ValueError` outside."""
    if not 1 <= number <= 99:
        raise ValueError(f"levels count from 1 to 99, not {number}")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return head + (_DIGITS[ones] if ones else "")


def numbered(level: int, number: int) -> str:
    """What stands before the text at `level` 1–4."""
    match level:
        case 1:
            return f"{chinese(number)}、"
        case 2:
            return f"（{chinese(number)}）"
        case 3:
            return f"{number}."
        case 4:
            return f"（{number}）"
    raise ValueError(f"there are four levels, not {level}")
