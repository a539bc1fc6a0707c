"""The definition of a figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.models import Q, TextChoices
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guatu.core.errors import InvalidInput
from guatu.core.periods import Period, PeriodType
from guatu.figures.asking import Ask
from guatu.figures.source import Source
from guatu.figures.units import Unit


class Kind(TextChoices):
    """How a figure comes about."""

    COUNT = "count", pgettext_lazy("kind of figure", "count")
    SUM = "sum", pgettext_lazy("kind of figure", "sum")
    RATIO = "ratio", pgettext_lazy("kind of figure", "ratio")
    GROWTH = "growth", _("growth on the same period last year")
    RANK = "rank", pgettext_lazy("kind of figure", "rank")
    SHARE = "share", _("share of the zone")
    DERIVED = "derived", _("derived by a formula")
    REPORTED = "reported", pgettext_lazy("kind of figure", "reported")


class Adding(TextChoices):
    """How a figure of a unit comes from those below it."""

    SUM = "sum", _("the units below add up")
    ANEW = "anew", _("reckoned anew from the rows of all units below")
    NOT = "not", _("does not add up")


class At(StrEnum):
    """Of which period or scope a figure needs another one."""

    SAME = "same"
    LAST_YEAR = "last_year"
    ZONE = "zone"
    PEERS = "peers"


@dataclass(frozen=True, slots=True)
class Need:
    """Another figure that a formula is worked out from."""

    name: str
    at: At = At.SAME


Formula = Callable[..., Decimal | None]
Condition = Callable[[Ask], Q]
ALL_PERIODS = frozenset(PeriodType)


@dataclass(frozen=True, slots=True)
class Base:
    """What a count or a sum is taken from: the rows of `source` that meet `condition`; of a sum, the `field` added up.

    `lacking` tells which rows should be there and are not told apart; those of a sum without the amount always are.
    `at_least` tells which of the rows state only that there is no less (“over 60 million”): so does then their sum.
    """

    source: Source
    condition: Condition
    field: str = ""
    lacking: Condition | None = None
    at_least: Condition | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One number's one definition. Made by `registry.figure`; `name` is `<app>.<stem>`.

    A count or sum has a `base`; a figure of another kind has `needs` and a `formula` over their values, in that order;
    a reported one has neither. `places`: decimals where the unit's own do not suit. `parts`: figures that together
    should make up this one, or the remark is that they do not. `ascending`: of a rank, the least is the best.
    """

    name: str
    label: Any
    unit: Unit
    kind: Kind
    words: Any
    adding: Adding = Adding.SUM
    periods: frozenset[PeriodType] = ALL_PERIODS
    base: Base | None = None
    needs: tuple[Need, ...] = ()
    formula: Formula | None = None
    places: int | None = None
    ledger: str = ""
    parts: tuple[str, ...] = ()
    ascending: bool = False
    mechanisms: tuple[str, ...] = ()

    @property
    def app(self) -> str:
        return self.name.split(".", 1)[0]

    def check_period(self, period: Period) -> None:
        """Raises `InvalidInput` where the figure is not told for such a period."""
        if period.type not in self.periods:
            allowed = ", ".join(str(PeriodType(one).label) for one in PeriodType if one in self.periods)
            raise InvalidInput({"period": _g("expected one of: %s") % allowed})
