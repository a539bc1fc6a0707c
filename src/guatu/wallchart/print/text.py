"""Fitting text into a column: cleaning, cutting with an ellipsis, breaking into lines. Pure functions.

``Measure`` is the length of a text in mm at the size in question; ``fonts.FontSet.width`` gives it.
"""

import re
import unicodedata
from collections.abc import Callable

Measure = Callable[[str], float]

ELLIPSIS = "…"
# What only asks for another form of the character before it, as after a kanji or an emoji.
VARIATION_SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
UNTIDY = re.compile(rf"^ |  | $|{VARIATION_SELECTOR.pattern}")
# Punctuation that must not begin a line, and brackets that must not end one (GB/T 15834-2011, 5.1).
NOT_FIRST = frozenset("，。、；：？！）】》」』〕”’…—·％℃,.;:?!)]}%")
NOT_LAST = frozenset("（【《「『〔“‘([{￥$")


def clean(text: str) -> str:
    """``text`` as one printable line: runs of white space become a space; what cannot be drawn goes.

    Dropped are control characters, lone surrogates, invisible format characters (also those that turn the
    reading direction round) and variation selectors.
    """
    if text.isprintable() and not UNTIDY.search(text):
        return text
    kept = []
    for character in text:
        category = unicodedata.category(character)
        if character.isspace() or category in ("Zl", "Zp"):
            kept.append(" ")
        elif category not in ("Cc", "Cf", "Cs") and not VARIATION_SELECTOR.match(character):
            kept.append(character)
    return " ".join("".join(kept).split())


def cut(text: str, width: float, measure: Measure) -> str:
    """``text`` if it fits into ``width``, else its longest beginning that fits with “…”; else ``""``."""
    if measure(text) <= width:
        return text
    room = width - measure(ELLIPSIS)
    if room < 0:
        return ""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle]) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + ELLIPSIS


def pieces(text: str) -> list[str]:
    """What may not be divided at the end of a line: words of alphabetic scripts, single Chinese characters.

    Closing punctuation stays with what is before it, opening brackets with what follows.
    """
    found: list[str] = []
    for character in text:
        glued = bool(found) and found[-1] != " " and character != " " and not _may_part(found[-1], character)
        if glued:
            found[-1] += character
        else:
            found.append(character)
    return found


def _may_part(before: str, after: str) -> bool:
    """Whether a line may end between the piece ``before`` and the character ``after``; neither is a space."""
    if after in NOT_FIRST or before[-1] in NOT_LAST:
        return False
    return _is_wide(before[-1]) or _is_wide(after) or before[-1] in "-–/"


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in ("W", "F") or character in "—…“”‘’"


def wrap(text: str, width: float, measure: Measure, max_lines: int) -> list[str]:
    """``text`` in at most ``max_lines`` lines, none longer than ``width``; the last is cut if text is left.

    A piece longer than a line is broken anywhere. An empty text is no line.
    """
    lines: list[str] = []
    line = ""
    for piece in _short_pieces(text, width, measure):
        if not line and piece == " ":
            continue
        if line and measure((line + piece).rstrip()) > width:
            lines.append(line.rstrip())
            line = "" if piece == " " else piece
        else:
            line += piece
    if line.rstrip():
        lines.append(line.rstrip())
    if len(lines) <= max_lines:
        return [cut(each, width, measure) for each in lines]
    rest = lines[max_lines - 1] + ELLIPSIS
    while len(rest) > 1 and measure(rest) > width:
        rest = rest[:-2].rstrip() + ELLIPSIS
    return [*lines[: max_lines - 1], cut(rest, width, measure)]


def _short_pieces(text: str, width: float, measure: Measure) -> list[str]:
    """The pieces of ``text``, the longer ones divided to fit ``width`` (a character at least)."""
    found: list[str] = []
    for piece in pieces(text):
        rest = piece
        while len(rest) > 1 and measure(rest) > width:
            size = len(rest) - 1
            while size > 1 and measure(rest[:size]) > width:
                size -= 1
            found.append(rest[:size])
            rest = rest[size:]
        found.append(rest)
    return found
