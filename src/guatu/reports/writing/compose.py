"""Filling in a template: passes over it until every number it asks for is known, each pass one evaluation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.template import Template
from django.utils import translation
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.figures.asking import UnitTree
from guatu.figures.evaluating import evaluate, rows_behind
from guatu.organization.selectors import unit_tree
from guatu.reports.rules.blocks import Block, parse
from guatu.reports.rules.typed_numbers import mark_typed_numbers
from guatu.reports.writing.desk import Bound, Desk, UnitRef
from guatu.reports.writing.language import fill, read_template

# A condition may bring in numbers that are only asked for once its own are known; deeper than this is a mistake.
_PASSES = 8
LANGUAGE = "zh-hans"


@dataclass(frozen=True, slots=True)
class Composed:
    """A document with its numbers."""

    blocks: Sequence[Block]
    bound: Sequence[Bound]

    @property
    def title(self) -> str:
        return next((block.plain for block in self.blocks if block.kind == "title"), "")


def compose(
    source: str,
    period: Period,
    *,
    actor: Actor,
    zone: Zone,
    unit_id: UUID | None = None,
    about: Mapping[str, Any] | None = None,
    as_of: datetime | None = None,
) -> Composed:
    """Fill in a template for a period and a unit (None: the zone), in Chinese, over what the actor may see.

    `about`: further values that the template may use, plain data only. Raises `InvalidInput` naming the line, in the
    reader's language.
    """
    template = read_template(source)
    tree = unit_tree(zone.id)
    desk = Desk(zone.id, period, unit_id)
    reader = translation.get_language() or LANGUAGE
    for _pass in range(_PASSES):
        desk.begin_pass()
        text = _filled(template, desk, (zone, tree, about or {}), reader)
        if not desk.missing and not desk.missing_rows:
            marked = mark_typed_numbers(
                parse(text), [one.text for one in desk.bound], _names(desk, tree, about or {})
            )
            return Composed(marked, desk.bound)
        with translation.override(LANGUAGE):
            _learn(desk, actor, zone, tree, as_of)
    raise InvalidInput({"text": _("the conditions of the template depend on each other too deeply")})


def _filled(
    template: Template, desk: Desk, scope: tuple[Zone, UnitTree, Mapping[str, Any]], reader: str
) -> str:
    """One pass, in Chinese; a fault is told again in the reader's language."""
    zone, tree, about = scope
    try:
        with translation.override(LANGUAGE):
            return fill(template, {**_values(zone, desk.period, tree, desk.unit_id), **about}, desk)
    except InvalidInput:
        with translation.override(reader):
            return fill(template, {**_values(zone, desk.period, tree, desk.unit_id), **about}, desk)


def _names(desk: Desk, tree: UnitTree, about: Mapping[str, Any]) -> list[str]:
    """Names that the text may have taken from records: of rows, of units, of what it is about."""
    rows = [text for found in desk.rows.values() for row in found for text in (row.label, row.detail)]
    values = [
        v for one in about.values() if isinstance(one, Mapping) for v in one.values() if isinstance(v, str)
    ]
    return [*rows, *tree.names.values(), *values]


def _learn(desk: Desk, actor: Actor, zone: Zone, tree: UnitTree, as_of: datetime | None) -> None:
    """Evaluate all that is missing at once."""
    desk.readings |= evaluate(desk.missing, actor=actor, zone=zone, tree=tree, as_of=as_of)
    for wanted in desk.missing_rows:
        parts = rows_behind(wanted, actor=actor, zone=zone, tree=tree, as_of=as_of)
        desk.rows[wanted] = parts[0][1] if parts else []


def _values(zone: Zone, period: Period, tree: UnitTree, unit_id: UUID | None) -> dict[str, Any]:
    """What every template may use: names and dates, the units by type, and those right below the scope."""
    refs = {one: UnitRef(one, tree.names[one], tree.types[one]) for one in tree.parents}
    root = unit_id or next((one for one, parent in tree.parents.items() if parent is None), None)
    by_type: dict[str, list[UnitRef]] = {}
    for ref in refs.values():
        by_type.setdefault(ref.type, []).append(ref)
    day = today(zone)
    return {
        **by_type,
        "zone": zone.name,
        "unit": refs[root].name if root else zone.name,
        "units": [refs[one] for one, parent in tree.parents.items() if parent == root],
        "period": period.label,
        "year": period.text[:4],
        "first_month": period.first.month,
        "last_month": period.last.month,
        "today": f"{day.year}年{day.month}月{day.day}日",
    }
