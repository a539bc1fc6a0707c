"""Columns and cells as spreadsheets call them: A, AA, F12."""

import re


def column_letter(column: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


def parse_reference(text: str) -> tuple[int, int] | None:
    """“F12” → (12, 6), row before column; None when it is no reference."""
    match = _REFERENCE.fullmatch(text)
    return (int(match[2]), column_number(match[1])) if match else None
