"""The language of briefing templates: plain text with bound figures, conditions and loops.

    {% figure "projects.listed" %}                               the number with its unit
    {% figure "projects.listed" class="new_start" %}             of a slice
    {% figure "projects.listed" period="last_year" unit=park %}  of another period or unit
    {% figure "…" form="number" places=1 in="wan_yuan" cut=1 %}  how it is printed; `cut` truncates
    {% figure "…" as started %} {% if started.value > 10 %}      kept for a condition, not printed
    {% rows "projects.started_new_starts" as begun %} {% for row in begun %}{{ row.label }}{% endfor %}

`form`: shown (default), number, fraction, growth (“up 4.5 %”, “down 2 %”). Beside these there are `if`, `for`, `with`
and `comment`, and a handful of filters; nothing that reaches files, settings or the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.template import Context, Engine, Library, Node, TemplateSyntaxError, defaultfilters, defaulttags
from django.template.base import FilterExpression, Parser, Template, Token
from django.utils.translation import gettext as _

from guatu.core.errors import Fault, InvalidInput
from guatu.core.periods import Period
from guatu.figures.asking import Wanted, where_of
from guatu.figures.reading import Flag, Reading
from guatu.figures.units import KNOWN
from guatu.reports.rules.blocks import bound, without_marks
from guatu.reports.writing.desk import Desk, UnitRef

DESK = "_desk"
_FORMS = ("shown", "number", "fraction", "growth")
_OPTIONS = ("period", "unit", "form", "places", "in", "cut")

register = Library()
for _name, _tag in (
    ("if", defaulttags.do_if),
    ("for", defaulttags.do_for),
    ("with", defaulttags.do_with),
    ("comment", defaulttags.comment),
):
    register.tag(_name, _tag)
for _filter in ("default", "first", "last", "length", "slice", "add", "date"):
    register.filter(_filter, defaultfilters.register.filters[_filter])


class _Engine(Engine):
    """Knows this module's tags and filters, and no file."""

    def __init__(self) -> None:
        self.default_builtins = [__name__]
        super().__init__(dirs=[], app_dirs=False, autoescape=False, debug=True, loaders=[])


_engine = _Engine()


def read_template(source: str) -> Template:
    """Raises `InvalidInput` naming the line and what is wrong with it."""
    try:
        return Template(without_marks(source), engine=_engine)
    except TemplateSyntaxError as error:
        raise _fault(error) from error


def fill(template: Template, values: Mapping[str, Any], desk: Desk) -> str:
    """The text with its numbers, as far as they are known. Raises `InvalidInput` as `read_template` does."""
    try:
        return template.render(Context({**values, DESK: desk}, autoescape=False))
    except TemplateSyntaxError as error:
        raise _fault(error) from error


def _fault(error: TemplateSyntaxError) -> InvalidInput:
    told: Mapping[str, Any] = getattr(error, "template_debug", {})
    place = _("line %(line)s") % {"line": told["line"]} if told.get("line") else _("template")
    return InvalidInput([Fault("text", f"{place}: {error}")])


class _Asking(Node):
    """What both tags share: a figure's name, and of which period, unit and slice."""

    def __init__(self, name: FilterExpression, options: Mapping[str, FilterExpression], target: str) -> None:
        self.name, self.options, self.target = name, options, target

    def wanted(self, context: Context, desk: Desk) -> Wanted:
        given = {key: value.resolve(context) for key, value in self.options.items()}
        period, unit = given.get("period", ""), given.get("unit")
        if "unit" in given and not isinstance(unit, UnitRef):
            raise TemplateSyntaxError(_("“unit” takes a unit, such as the variable of a loop over units"))
        try:
            wanted = Wanted(
                name=str(self.name.resolve(context)),
                period=_period(str(period), desk.period),
                unit_id=unit.id if isinstance(unit, UnitRef) else desk.unit_id,
                where=where_of({k: str(v) for k, v in given.items() if k not in _OPTIONS}),
            )
            desk.check(wanted)
        except InvalidInput as error:
            raise TemplateSyntaxError(str(error)) from error
        return wanted


class FigureNode(_Asking):
    def render(self, context: Context) -> str:
        desk: Desk = context[DESK]
        reading = desk.reading(self.wanted(context, desk))
        if self.target:
            context[self.target] = reading
            return ""
        if reading is None:
            return "0"
        text = self.printed(reading, context)
        return bound(desk.bind(reading, text), text)

    def printed(self, reading: Reading, context: Context) -> str:
        given = {key: value.resolve(context) for key, value in self.options.items() if key in _OPTIONS}
        form = given.get("form", "shown")
        unit = KNOWN.get(str(given["in"])) if "in" in given else reading.figure.unit
        if form not in _FORMS or unit is None:
            expected = ", ".join(_FORMS if form not in _FORMS else KNOWN)
            raise TemplateSyntaxError(_("expected one of: %s") % expected)
        return print_reading(
            reading,
            form=form,
            unit=unit,
            places=_places(given.get("places")),
            cut=bool(given.get("cut")),
        )


class RowsNode(_Asking):
    def render(self, context: Context) -> str:
        desk: Desk = context[DESK]
        context[self.target] = desk.rows_of(self.wanted(context, desk))
        return ""


def print_reading(
    reading: Reading, *, form: str = "shown", unit: Any = None, places: int | None = None, cut: bool = False
) -> str:
    """A reading as a sentence takes it."""
    unit = unit or reading.figure.unit
    if reading.text or reading.value is None:
        return reading.number
    if form == "fraction" and reading.fraction:
        return reading.fraction
    truncate = cut or Flag.TRUNCATED in reading.flags
    digits = (
        places if places is not None else (reading.figure.places if unit is reading.figure.unit else None)
    )
    if form == "growth":
        text = _with_unit(unit.number(abs(reading.value), places=digits, truncate=truncate), unit)
        return (_("down %s") if reading.value < 0 else _("up %s")) % text
    number = unit.number(reading.value, places=digits, truncate=truncate)
    return number if form == "number" else _qualified(_with_unit(number, unit), reading)


def _with_unit(number: str, unit: Any) -> str:
    symbol = str(unit.symbol)
    if symbol == "%":
        return f"{number}%"
    return _("%(number)s %(unit)s") % {"number": number, "unit": symbol} if symbol else number


def _qualified(text: str, reading: Reading) -> str:
    if Flag.LOWER_BOUND in reading.flags:
        return _("over %s") % text
    return _("about %s") % text if Flag.APPROXIMATE in reading.flags else text


def _period(text: str, period: Period) -> Period:
    if text == "last_year":
        return period.a_year_before()
    if text == "year":
        return Period.parse(period.text[:4])
    return Period.parse(text) if text else period


def _places(given: Any) -> int | None:
    if given is None:
        return None
    try:
        places = int(Decimal(str(given)))
    except (InvalidOperation, ValueError) as error:
        raise TemplateSyntaxError(_("“places” takes a number of decimals")) from error
    if not 0 <= places <= 6:
        raise TemplateSyntaxError(_("“places” takes a number of decimals"))
    return places


def _read(parser: Parser, token: Token) -> tuple[FilterExpression, dict[str, FilterExpression], str]:
    tag, *parts = token.split_contents()
    target = ""
    if len(parts) >= 2 and parts[-2] == "as":
        target = parts[-1]
        parts = parts[:-2]
    if not parts or "=" in parts[0].split('"')[0]:
        raise TemplateSyntaxError(_("“%s” takes the name of a figure first") % tag)
    options = {}
    for part in parts[1:]:
        key, equals, value = part.partition("=")
        if not equals or not key.isidentifier():
            raise TemplateSyntaxError(_("“%(part)s” is not of the form name=value") % {"part": part})
        options[key] = parser.compile_filter(value)
    return parser.compile_filter(parts[0]), options, target


@register.tag
def figure(parser: Parser, token: Token) -> Node:
    return FigureNode(*_read(parser, token))


@register.tag
def rows(parser: Parser, token: Token) -> Node:
    name, options, target = _read(parser, token)
    if not target:
        raise TemplateSyntaxError(_("“rows” ends with “as” and a name"))
    return RowsNode(name, options, target)
