"""Texts as offices type them: full-width characters, padding, line breaks, and what looks like a formula."""

import re
import unicodedata

_ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"))
_UNTIDY = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]")
_SPACE = re.compile(r"\s+")
_CJK = r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
_WRAPPED = re.compile(rf"(?<={_CJK})[ \t]*[\r\n]+\s*(?={_CJK})")
_LINE_END = re.compile(r"[ \t]*(?:\r\n?|\n|\u2028|\u2029)[ \t]*")

# What a spreadsheet takes for the beginning of a formula, in both widths (Chinese versions accept ＝).
_LEAD = "=+\\-@\t\r\n＝＋－＠"
_NEEDS_GUARD = re.compile(rf"'*[{_LEAD}]")
_GUARDED = re.compile(rf"'+[{_LEAD}]")
# Dashes, signed numbers and telephone numbers are calculated to numbers at worst.
_HARMLESS = re.compile(r"[-+－＋]?[-+－＋\d.,%()（）—– ]*")


def _compatible(character: str) -> str:
    """NFKC of one character, but ①, ² and ½ stay: as digits they would change the number before them."""
    if unicodedata.category(character) == "No":
        return character
    return unicodedata.normalize("NFKC", character)


def fold(text: str) -> str:
    """`text` for comparing and parsing: half-width, without any white space, lower case.

    Full-width digits, letters and punctuation become ASCII (NFKC), zero-width characters go. Circled and
    raised digits are kept as they are: “5.17①” is an amount with a footnote, not 5.171.
    """
    if not text.isascii():
        text = text.translate(_ZERO_WIDTH)
        if unicodedata.is_normalized("NFKC", text):
            pass
        elif any(unicodedata.category(c) == "No" for c in text):
            text = "".join(map(_compatible, text))
        else:
            text = unicodedata.normalize("NFKC", text)
    return _SPACE.sub("", text).lower()


def normalize_text(text: str) -> str:
    """`text` for keeping on one line: trimmed, no zero-width characters, one space for a run of white space.

    A line break between two Chinese characters is only the cell's wrapping and goes without trace.
    Punctuation keeps its width, so that names stay as they were written.
    """
    if _UNTIDY.search(text) is None:
        return text
    return _SPACE.sub(" ", _WRAPPED.sub("", text.translate(_ZERO_WIDTH))).strip()


def normalize_lines(text: str) -> str:
    """`text` for keeping with its line breaks: lines trimmed, blank ones dropped, `\\n` between."""
    if _UNTIDY.search(text) is None:
        return text
    lines = _LINE_END.split(text.translate(_ZERO_WIDTH))
    return "\n".join(line for line in (_SPACE.sub(" ", line).strip() for line in lines) if line)


def guard_formula(text: str) -> str:
    """`text` for a cell that may one day be saved as CSV: an apostrophe before what could start a formula.

    A string cell of a workbook never computes, but CSV forgets that it was a string. Texts that are only
    dashes, signed numbers or telephone numbers stay bare. `unguard_formula` takes the apostrophe off again.
    """
    if _NEEDS_GUARD.match(text) is None or (text[0] != "'" and _HARMLESS.fullmatch(text)):
        return text
    return "'" + text


def unguard_formula(text: str) -> str:
    """Undo `guard_formula`."""
    return text[1:] if _GUARDED.match(text) else text


_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_CHINESE = re.compile(r"(?:([二三四五六七八九]?)十([一二三四五六七八九]?)|([零〇一二两三四五六七八九]))")


def chinese_number(text: str) -> int | None:
    """0–99 written as 一, 十, 二十三; None for anything else."""
    match = _CHINESE.fullmatch(text)
    if match is None:
        return None
    tens, ones, single = match.groups()
    if single:
        return _DIGITS[single]
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)
