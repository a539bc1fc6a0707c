"""What a figure answers: the value, how sure it is, and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from guatu.figures.asking import Wanted
    from guatu.figures.definition import Figure


class Flag(TextChoices):
    """A quality that travels with a number."""

    PROVISIONAL = "provisional", pgettext_lazy("of a number", "provisional")
    PARTLY_REPORTED = "partly_reported", _("partly reported")
    DISPATCH = "dispatch", _("dispatch ledger")
    STATISTICAL = "statistical", _("statistical ledger")
    CONFLICT = "conflict", _("two definitions disagree")
    SUM_BROKEN = "sum_broken", _("parts do not add up")
    ROWS_HIDDEN = "rows_hidden", _("counts only what you may see")
    LOWER_BOUND = "lower_bound", _("at least")
    UPPER_BOUND = "upper_bound", _("at most")
    APPROXIMATE = "approximate", _("approximate")
    TRUNCATED = "truncated", _("cut off, not rounded")
    FUZZY = "fuzzy", _("told in words only")
    IMPLIED = "implied", _("inferred from another number")
    NOTHING_ENTERED = "nothing_entered", _("nothing is known")


@dataclass(frozen=True, slots=True)
class Remark:
    """A flag with its reason in the reader's words; empty where the flag says all."""

    flag: Flag
    text: str = ""

    def __str__(self) -> str:
        return f"{self.flag.label}: {self.text}" if self.text else str(self.flag.label)


@dataclass(frozen=True, slots=True)
class Reading:
    """The answer to one `Wanted`.

    `value` is exact, in the figure's base unit (rates 0–1); None where there is nothing to divide by or nothing
    reported. `part` and `whole` of a ratio, share or growth stand beside it. `text` replaces the number where only
    words were reported. `row_count`: the rows behind it, None where it was entered and has none.
    """

    figure: Figure
    wanted: Wanted
    value: Decimal | None
    as_of: datetime
    part: Decimal | None = None
    whole: Decimal | None = None
    of_counts: bool = False
    row_count: int | None = None
    remarks: Sequence[Remark] = field(default=())
    text: str = ""
    source: str = ""

    @property
    def flags(self) -> frozenset[Flag]:
        return frozenset(remark.flag for remark in self.remarks)

    @property
    def number(self) -> str:
        """The value as it is printed, without its unit; “—” where there is none."""
        if self.text:
            return self.text
        if self.value is None:
            return "—"
        return self.figure.unit.number(
            self.value, places=self.figure.places, truncate=Flag.TRUNCATED in self.flags
        )

    @property
    def shown(self) -> str:
        """The value with its unit, as a sentence takes it."""
        if self.text or self.value is None:
            return self.number
        symbol = str(self.figure.unit.symbol)
        if symbol == "%":
            return f"{self.number}%"
        return _g("%(number)s %(unit)s") % {"number": self.number, "unit": symbol} if symbol else self.number

    @property
    def fraction(self) -> str:
        """“11/35” of a ratio of two counts; empty otherwise."""
        if not self.of_counts or self.part is None or self.whole is None:
            return ""
        return f"{self.part.normalize():f}/{self.whole.normalize():f}"

    @property
    def exact(self) -> str:
        """The value in full, in its base unit."""
        return "" if self.value is None else f"{self.value.normalize():f}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row behind a number: what it is, what of it was added up, and the page where it opens: a route with what its
    address needs beside the zone."""

    id: UUID
    label: str
    route: str = ""
    route_args: Mapping[str, UUID] = field(default_factory=dict)
    detail: str = ""
    amount: Decimal | None = None
