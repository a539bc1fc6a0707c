"""A source: the rows from which some figures are counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.zoned import ZonedModel
from guatu.figures.asking import Ask
from guatu.figures.reading import Row


@dataclass(frozen=True, slots=True)
class Source:
    """Rows of one zone in one period, whoever asks; what of them the actor may see is asked of `visible`.

    `rows(ask)`: a queryset with `zone_id` in its conditions. `visible(actor)`: the objects the actor may see, or None
    where that is the whole zone. `object`: the way from a row to that object's id; an object is counted once.
    `once`: the same as `object` where no two rows have the same object, which spares the sorting out. `again`: where
    few have, the condition that holds of all rows of such objects; these few are sorted out one by one, and may count
    for several units. `unit`: the way to the id of the unit that it counts for; "" where it belongs to the zone.
    `models`: every table that the rows are read from, so that they can be read as of a past moment. `dimensions`: what
    it can be sliced by → condition on the rows. `describe(ids, ask)`: rows for people to read, in their usual order.
    `register`: see `kept_in`; said where that is not the table of the rows themselves.
    """

    name: str
    label: Any
    rows: Callable[[Ask], QuerySet[Any]]
    visible: Callable[[Actor], QuerySet[Any] | None]
    models: tuple[type[ZonedModel], ...]
    describe: Callable[[Sequence[UUID], Ask], list[Row]]
    object: str = "id"
    once: str = ""
    again: Q | None = None
    unit: str = "unit_id"
    dimensions: Mapping[str, Callable[[Sequence[str], Ask], Q]] = field(default_factory=dict)
    register: type[ZonedModel] | None = None

    def kept_in(self, ask: Ask) -> type[ZonedModel]:
        """The table whose being empty says that a zone keeps none of this."""
        return self.register or self.rows(ask).model

    def sliced(self, ask: Ask) -> QuerySet[Any]:
        """The rows of the slice asked for. Raises `InvalidInput` naming a dimension that there is not."""
        rows = self.rows(ask)
        for dimension, values in ask.where:
            condition = self.dimensions.get(dimension)
            if condition is None:
                known = ", ".join(self.dimensions) or "—"
                raise InvalidInput({dimension: _("expected one of: %s") % known})
            rows = rows.filter(condition(values, ask))
        return rows.order_by()
