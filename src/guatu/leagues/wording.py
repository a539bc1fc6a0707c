"""Rules and scores in plain words, so that everybody can work out their own place."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from guatu.core.errors import InvalidInput
from guatu.figures.registry import get_figure
from guatu.figures.units import NUMBER, Unit
from guatu.leagues.choices import Grouping, Method, Tie
from guatu.leagues.measuring import Cell
from guatu.leagues.peers import group_label
from guatu.leagues.rules.book import Book, Criterion

_DIGITS = 6


def plain(value: Decimal) -> str:
    """A number as somebody would type it into a calculator; cut at six decimals with ≈ before it."""
    if value != round(value, _DIGITS):
        return f"≈{round(value, _DIGITS).normalize():,f}"
    return f"{value.normalize():,f}".replace("-", "−")


def unit_of(name: str, zone_id: UUID) -> Unit:
    """How the figure's numbers are written; a bare number where there is no such figure any more."""
    try:
        return get_figure(name, zone_id).unit
    except InvalidInput:
        return NUMBER


def shown(value: Decimal | None, unit: Unit) -> str:
    """A value with its unit, as readers know it."""
    if value is None:
        return "—"
    symbol = str(unit.symbol)
    number = unit.number(value)
    if symbol == "%":
        return f"{number}%"
    return _("%(number)s %(unit)s") % {"number": number, "unit": symbol} if symbol else number


def written(cell: Cell, unit: Unit) -> str:
    """A value exactly: what it was divided from, else the number in its unit."""
    if cell.value is None:
        return "—"
    if cell.part is not None and cell.whole and cell.part / cell.whole == cell.value:
        return f"({plain(cell.part / _scale(unit))} ÷ {plain(cell.whole / _scale(unit))})"
    return plain(cell.value / unit.scale)


def _scale(unit: Unit) -> Decimal:
    """Parts of a share are counts or yuan, not percentages."""
    return Decimal(1) if unit.symbol == "%" else unit.scale


def arithmetic(
    one: Criterion, cell: Cell, yard: Mapping[str, Any], score: Decimal | None, place: int | None, unit: Unit
) -> str:
    """The way from a value to its score, with the numbers. `place`: among the group by this criterion alone."""
    if cell.value is None and score is None:
        return _("No value: left out, the other criteria weigh more.")
    if score is None:
        return "—"
    if cell.value is None:
        return _("No value: 0")
    value, weight = written(cell, unit), plain(one.weight)
    best = Cell.from_json(yard["best"])
    match one.method:
        case Method.BEST if one.higher_is_better:
            left = f"{value} ÷ {written(best, unit)} × {weight}"
        case Method.BEST:
            left = f"{written(best, unit)} ÷ {value} × {weight}"
        case Method.BASE:
            left = _base(one, value, unit)
        case Method.RANK:
            left = f"({yard['count']} − {place} + 1) ÷ {yard['count']} × {weight}"
        case Method.STEPS:
            share = score / one.weight * 100
            left = f"{shown(cell.value, unit)} → {plain(round(share, 2))}% × {weight}"
        case _:
            left = _extra(one, value, unit)
    return f"{left} = {plain_score(score)}"


def plain_score(score: Decimal) -> str:
    return f"{score:f}".replace("-", "−")


def _base(one: Criterion, value: str, unit: Unit) -> str:
    base, weight = plain((one.base or Decimal(1)) / unit.scale), plain(one.weight)
    value_in = value if not value.startswith("(") or unit.symbol != "%" else f"{value} × 100"
    left = f"{value_in} ÷ {base} × {weight}" if one.higher_is_better else f"{base} ÷ {value_in} × {weight}"
    most = plain(one.weight * one.most)
    return _("%(sum)s, at most %(most)s") % {"sum": left, "most": most}


def _extra(one: Criterion, value: str, unit: Unit) -> str:
    base = plain((one.base or Decimal(1)) / unit.scale)
    value_in = value if not value.startswith("(") or unit.symbol != "%" else f"{value} × 100"
    left = f"{value_in} ÷ {base} × {plain(one.points)}"
    if one.method == Method.PENALTY:
        left = f"−({left})"
    return _("%(sum)s, at most %(most)s") % {"sum": left, "most": plain(one.weight)}


def method_words(one: Criterion, unit: Unit) -> str:
    """How a value of this criterion becomes a score, in a sentence."""
    told = {
        "weight": plain(one.weight),
        "base": shown(one.base, unit),
        "most": plain(one.weight * one.most),
        "points": plain(one.points),
    }
    match one.method:
        case Method.BEST if one.higher_is_better:
            text = _("value ÷ best value of the group × %(weight)s") % told
        case Method.BEST:
            text = _("least value of the group ÷ value × %(weight)s") % told
        case Method.BASE if one.higher_is_better:
            text = _("value ÷ %(base)s × %(weight)s, at most %(most)s") % told
        case Method.BASE:
            text = _("%(base)s ÷ value × %(weight)s, at most %(most)s") % told
        case Method.RANK:
            text = _("(units with a value − place + 1) ÷ units with a value × %(weight)s") % told
        case Method.STEPS:
            text = pgettext("between steps", "; ").join(_steps(one, unit))
        case Method.BONUS:
            text = _("%(points)s points added for every %(base)s, at most %(weight)s") % told
        case _:
            text = _("%(points)s points taken off for every %(base)s, at most %(weight)s") % told
    return text


def _steps(one: Criterion, unit: Unit) -> list[str]:
    text = _("from %(at)s on %(score)s") if one.higher_is_better else _("up to %(at)s %(score)s")
    steps = sorted(one.steps, key=lambda step: step.at, reverse=one.higher_is_better)
    return [
        text % {"at": shown(step.at, unit), "score": plain(step.share * one.weight)} for step in steps
    ] + [_("otherwise 0")]


def condition_words(one: Criterion) -> list[str]:
    """What holds besides: the least rows, and no value."""
    told = []
    if one.minimum:
        text = ngettext(
            "with fewer than %(count)s row a unit is not ranked",
            "with fewer than %(count)s rows a unit is not ranked",
            one.minimum,
        )
        told.append(text % {"count": one.minimum})
    return [*told, str(one.missing.label)]


def book_words(book: Book, label_of: Mapping[str, str]) -> list[str]:
    """What holds for the whole table, a sentence each. `label_of`: criterion → its figure's label."""
    comma = pgettext("between names", ", ")
    if book.grouping == Grouping.TYPE:
        groups = comma.join(group_label(one) for one in book.types)
        told = [_("Units are compared with units of the same type: %(groups)s.") % {"groups": groups}]
    else:
        told = [_("Units are compared within the named groups below.")]
    told.append(
        ngettext(
            "Every score is rounded half up to %(count)s decimal; the total adds up the rounded scores.",
            "Every score is rounded half up to %(count)s decimals; the total adds up the rounded scores.",
            book.places,
        )
        % {"count": book.places}
    )
    if book.tie == Tie.CRITERION:
        name = label_of.get(book.tie_key, book.tie_key)
        told.append(
            _("Of equal totals, the one better by “%(name)s” comes first; what stays equal shares a place.")
            % {"name": name}
        )
    else:
        told.append(_("Equal totals share a place, and the next is skipped."))
    if book.cuts:
        cuts = comma.join(f"{cut.grade} ≤ {plain(cut.share * 100)}%" for cut in book.cuts)
        text = _(
            "Grades by place: %(cuts)s, below that %(last)s. The number of units is %(rounding)s; who shares the last "
            "place within a grade is in."
        )
        told.append(
            text % {"cuts": cuts, "last": book.last_grade or "—", "rounding": book.cut_rounding.label}
        )
    return told


def fault_text(place: str, code: str) -> str:
    """What to do about a fault of rules."""
    texts = {
        "none": _("At least one, please."),
        "sum": _("The weights of the criteria that are no bonus or penalty add up to 100."),
        "twice": _("Each criterion stands once."),
        "unknown": _("Choose one of the criteria."),
        "order": _("Shares between 0 and 100 %, each greater than the one before."),
        "positive": _("Greater than 0, please."),
        "one": _("At least 1, please."),
        "stair": _("Steps such as “30=0.5; 60=1”: a better value never scores less; shares between 0 and 1."),
    }
    return texts[code]


def movement(place: int | None, previous: int | None) -> tuple[str, str]:
    """An arrow and its words: how a unit moved since the period before."""
    if place is None or previous is None:
        return "", pgettext("in a ranking", "new") if place is not None else ""
    steps = previous - place
    if steps > 0:
        return "↑", ngettext("up %(count)s place", "up %(count)s places", steps) % {"count": steps}
    if steps < 0:
        return "↓", ngettext("down %(count)s place", "down %(count)s places", -steps) % {"count": -steps}
    return "→", _("as before")
