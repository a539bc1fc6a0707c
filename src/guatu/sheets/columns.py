"""Which column is which: headers taken apart, compared with the known columns, and given out one to one."""

import re
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from guatu.sheets.amounts import Unit, find_units, parse_unit
from guatu.sheets.fields import Field, FieldSet, Kind
from guatu.sheets.periods import HeaderPeriod, Shape, extract_period
from guatu.sheets.text import fold

ACCEPTED = 0.6
ACCEPTED_KEY = 0.45  # without the key column nothing can be read: 项目名称及建设内容 will do
_TIE = 0.02
_BRACKETS = re.compile(r"[(\[【〔{〈<]([^()\[\]【】]*)[)\]】〕}〉>]")
_SIGNS = re.compile(r"[*★☆▲△●◆#:,.、;·_/|“”\"'‘’《》?!\-—]+")
_TAIL = re.compile(r"(?<=..)(?:时间|日期|年月|时点|金额|数额|额)$")
_GENERIC = frozenset({"合计", "小计", "总计", "总额", "金额", "数额", "计"})


@dataclass(frozen=True, slots=True)
class HeaderWords:
    """One header text taken apart: what it names, its units, its period, and a key that outlasts the month."""

    name: str
    key: str
    units: tuple[Unit, ...] = ()
    percent: bool = False
    period: HeaderPeriod | None = None


@lru_cache(maxsize=4096)
def header_words(text: str) -> HeaderWords:
    """“ １-6月完成\\n投资额（亿元）” → name 完成投资, unit 亿元, period January to June."""
    folded = fold(text)
    inside = _BRACKETS.findall(folded)
    plain = _BRACKETS.sub("", folded) or re.sub(r"[()\[\]【】]", "", folded)
    period, rest, key = extract_period(plain)
    if period is None and inside:
        period, _rest, keyed = extract_period("".join(inside))
        key = f"{plain}({keyed})" if period else plain
    units = find_units(text)
    for length in (5, 4, 3, 2):
        unit = parse_unit(rest[-length:])
        if len(rest) > length and unit is not None and (unit.scale or unit.currency != "CNY"):
            rest = rest[:-length].removesuffix("单位:")
            units = units or (unit,)
            break
    if parse_unit(rest) is not None:  # a row of units below the names
        return HeaderWords("", "", units or (parse_unit(rest) or Unit("", "CNY"),))
    name = _SIGNS.sub("", rest) or _SIGNS.sub("", plain)
    name = _TAIL.sub("", name.removeprefix("其中"))
    percent = "%" in folded
    return HeaderWords(name.replace("%", ""), _SIGNS.sub("", key), units, percent, period)


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's whole header: the texts above each other, top down, and what they say together."""

    parts: tuple[str, ...]
    words: tuple[HeaderWords, ...]

    @classmethod
    def of(cls, parts: Sequence[str]) -> "Heading":
        return cls(tuple(parts), tuple(header_words(part) for part in parts))

    @property
    def text(self) -> str:
        return "/".join(" ".join(part.split()) for part in self.parts)

    @property
    def key(self) -> str:
        """What a saved mapping calls the column: without units, and with the period's kind for the period."""
        return "/".join(word.key for word in self.words if word.key)

    @property
    def names(self) -> tuple[str, ...]:
        names = tuple(word.name for word in self.words if word.name)
        return names[:-1] if len(names) > 1 and names[-1] in _GENERIC else names

    @property
    def units(self) -> tuple[Unit, ...]:
        return next((word.units for word in reversed(self.words) if word.units), ())

    @property
    def percent(self) -> bool:
        return any(word.percent for word in self.words)

    @property
    def period(self) -> HeaderPeriod | None:
        found = [word.period for word in reversed(self.words) if word.period]
        if not found:
            return None
        year = next((period.year for period in found if period.year), None)
        narrow = next((period for period in found if period.shape is not Shape.YEAR), found[0])
        return HeaderPeriod(narrow.shape, narrow.year or year, narrow.first_month, narrow.last_month)


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """A column of a table and the field it is read as.

    `header` is as written, `key` what a saved mapping remembers, `score` 0–1 how well it fits, `why` the
    reason for people, `candidates` the other fields it might be, best first. `unit` is the header's own.
    """

    column: int
    letter: str
    header: str
    key: str
    field: str | None
    unit: Unit | None
    period: HeaderPeriod | None
    score: float
    why: str
    percent: bool = False
    hidden: bool = False
    comment: str = ""
    candidates: tuple[tuple[str, float], ...] = ()


class FieldMatcher:
    """Compares headers with a field set."""

    def __init__(self, fields: FieldSet, year: int | None = None) -> None:
        """`year` is the table's: a column of another year is not the one that a field with `shapes` means."""
        self.fields = fields
        self.year = year
        self._synonyms: dict[str, list[tuple[tuple[str, ...], Shape | None]]] = {}
        self.known: set[str] = set()
        for field in fields:
            entries = []
            for synonym in (field.label, *field.synonyms):
                heading = Heading.of(synonym.split("/"))
                entries.append((heading.names, heading.period.shape if heading.period else None))
                self.known.add(heading.names[-1] if heading.names else "")
            self._synonyms[field.name] = entries

    def for_year(self, year: int | None) -> "FieldMatcher":
        """The same for a table of another year."""
        if year == self.year:
            return self
        other = copy(self)
        other.year = year
        return other

    def scores(self, heading: Heading) -> list[tuple[Field, float, str]]:
        """The fields that the heading may stand for, with score and reason, the best first."""
        found = []
        for field in self.fields:
            score, why = self._score(heading, field)
            if score > 0.3:
                found.append((field, score, why))
        return sorted(found, key=lambda entry: -entry[1])

    def _score(self, heading: Heading, field: Field) -> tuple[float, str]:
        names = heading.names
        if not names or any(word in "".join(names) for word in field.excludes):
            return 0.0, ""
        best, why = 0.0, ""
        period = heading.period
        for synonym, shape in self._synonyms[field.name]:
            factor = _period_factor(period, field, shape)
            if field.shapes and period and period.year and self.year and period.year != self.year:
                factor *= 0.5
            if factor > best:
                score, reason = _compare(names, synonym)
                if score * factor > best:
                    best, why = score * factor, reason
        if best and field.kind is Kind.AMOUNT and heading.percent:
            best *= 0.5
        return round(best, 4), why


def _period_factor(period: HeaderPeriod | None, field: Field, shape: Shape | None) -> float:
    """How far the header's period suits the field: 0 rules it out."""
    if period is None:
        if shape is not None:
            return 0.0
        return 0.9 if field.shapes else 1.0
    if period.shape is shape:
        return 1.0
    if period.shape in field.shapes:
        return 1.0 - 0.03 * field.shapes.index(period.shape)
    return 0.0 if field.shapes or shape is not None else 0.85


def _compare(names: tuple[str, ...], synonym: tuple[str, ...]) -> tuple[float, str]:
    leaf, last = names[-1], synonym[-1] if synonym else ""
    if len(synonym) > 1:
        rest = iter(names[:-1])
        return (1.0, _("same name")) if leaf == last and all(s in rest for s in synonym[:-1]) else (0.0, "")
    if len(last) < 1:
        return 0.0, ""
    if leaf == last:
        return (1.0 if len(names) == 1 else 0.97), _("same name")
    if len(names) > 1 and last in ("".join(names), "".join(reversed(names))):
        return 0.94, _("same name together with the heading above")
    if len(last) < 2:
        return 0.0, ""
    share = len(last) / len(leaf)
    if leaf.endswith(last):
        likely = share >= 0.6 or len(last) >= 4
        return (0.6 if likely else 0.3) + 0.3 * share, _("ends with “%(name)s”") % {"name": last}
    if leaf.startswith(last):
        return 0.4 + 0.3 * share, _("begins with “%(name)s”") % {"name": last}
    if last in names[:-1]:
        return 0.5, _("stands below “%(name)s”") % {"name": last}
    return 0.0, ""


@dataclass(frozen=True, slots=True)
class Choice:
    """The field given to one heading; `rivals` are positions of headings that fit it as well."""

    field: Field | None
    score: float = 0.0
    why: str = ""
    candidates: tuple[tuple[str, float], ...] = ()
    rivals: tuple[int, ...] = ()


def give_out(
    headings: Sequence[Heading | None],
    matcher: FieldMatcher,
    mapping: Mapping[str, str | None] | None = None,
    hidden: frozenset[int] = frozenset(),
) -> list[Choice]:
    """One choice per heading (None: no header there). A saved mapping is obeyed; then the best scores win.

    `mapping` is by a heading's text or key; an empty value means “not read”. `hidden` are positions of
    hidden columns, which yield to visible ones.
    """
    saved = {fold(header): name for header, name in (mapping or {}).items()}
    choices: dict[int, Choice] = {}
    entries: list[tuple[float, int, Field, str]] = []
    candidates: dict[int, tuple[tuple[str, float], ...]] = {}
    for position, heading in enumerate(headings):
        if heading is None:
            continue
        chosen = _saved_choice(heading, saved, matcher)
        if chosen is not None:
            choices[position] = chosen
            continue
        scores = matcher.scores(heading)
        candidates[position] = tuple((field.name, score) for field, score, _why in scores)
        for field, score, why in scores:
            penalty = 0.05 if position in hidden else 0.0
            if score >= (ACCEPTED_KEY if field.key else ACCEPTED):
                entries.append((score - penalty, position, field, why))
    taken = {choice.field.name for choice in choices.values() if choice.field}
    entries.sort(key=lambda entry: (-entry[0], entry[1]))
    for score, position, field, why in entries:
        if position in choices or field.name in taken:
            continue
        rivals = tuple(
            other
            for rival, other, of, _why in entries
            if of is field and other != position and other not in choices and score - rival < _TIE
        )
        choices[position] = Choice(field, score, why, candidates[position], rivals)
        taken.add(field.name)
    return [choices.get(n, Choice(None, candidates=candidates.get(n, ()))) for n in range(len(headings))]


def _saved_choice(heading: Heading, saved: dict[str, str | None], matcher: FieldMatcher) -> Choice | None:
    for name in (heading.text, heading.key):
        if (folded := fold(name)) in saved:
            field = saved[folded]
            if not field:
                return Choice(None, why=_("left out by choice"))
            if field in matcher.fields:
                return Choice(matcher.fields[field], 1.0, _("chosen"))
    return None
