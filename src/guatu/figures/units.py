"""What a number counts or measures, and how it is written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guatu.core.money import WAN, YI


@dataclass(frozen=True, slots=True)
class Unit:
    """`code` names it outside; a value divided by `scale` is written with `places` decimals and `symbol` after it.

    `trims`: trailing zeros are left away, as officials write 188 and 69.3 side by side.
    """

    code: str
    symbol: Any
    scale: Decimal = Decimal(1)
    places: int = 0
    trims: bool = False

    def number(self, value: Decimal, *, places: int | None = None, truncate: bool = False) -> str:
        """The value in this unit, without its symbol. Rounded half up, or cut off where `truncate` says so."""
        digits = self.places if places is None else places
        mode = ROUND_DOWN if truncate else ROUND_HALF_UP
        text = format((value / self.scale).quantize(Decimal(1).scaleb(-digits), mode), "f")
        if self.trims and places is None and "." in text:
            text = text.rstrip("0").rstrip(".")
        return text.replace("-", "−") if text.strip("-0.") else text.lstrip("-")


ITEM = Unit("item", pgettext_lazy("unit of a figure", "items"))
MATTER = Unit("matter", pgettext_lazy("unit of a figure", "matters"))
ENTERPRISE = Unit("enterprise", pgettext_lazy("unit of a figure", "enterprises"))
PERSON = Unit("person", pgettext_lazy("unit of a figure", "people"))
UNIT = Unit("unit", pgettext_lazy("unit of a figure", "units"))
GRID = Unit("grid", pgettext_lazy("unit of a figure", "grids"))
BUILDING = Unit("building", pgettext_lazy("unit of a figure", "buildings"))
FLOOR = Unit("floor", pgettext_lazy("unit of a figure", "floors"))
LINE = Unit("line", pgettext_lazy("unit of a figure", "lines"))
TIMES = Unit("times", pgettext_lazy("unit of a figure", "times"))
PLACE = Unit("place", pgettext_lazy("unit of a figure", "place"))
DAY = Unit("day", pgettext_lazy("unit of a figure", "days"), places=1, trims=True)
HOUR = Unit("hour", pgettext_lazy("unit of a figure", "hours"), places=1, trims=True)
MU = Unit("mu", pgettext_lazy("unit of a figure", "mu"), places=2, trims=True)
SHARE = Unit("share", "%", Decimal("0.01"), 1)
POINT = Unit("point", pgettext_lazy("unit of a figure", "percentage points"), Decimal("0.01"), 1)
YUAN = Unit("yuan", _("yuan"), places=2, trims=True)
WAN_YUAN = Unit("wan_yuan", _("10,000 yuan"), WAN, 2, True)
YI_YUAN = Unit("yi_yuan", _("100 million yuan"), YI, 2, True)
WAN_USD = Unit("wan_usd", _("10,000 US dollars"), WAN, 2, True)
YI_USD = Unit("yi_usd", _("100 million US dollars"), YI, 2, True)
NUMBER = Unit("number", "", places=2, trims=True)

KNOWN: dict[str, Unit] = {
    unit.code: unit
    for unit in [
        *(
            ITEM,
            MATTER,
            ENTERPRISE,
            PERSON,
            UNIT,
            GRID,
            BUILDING,
            FLOOR,
            LINE,
            TIMES,
            PLACE,
            DAY,
            HOUR,
            MU,
            SHARE,
            POINT,
        ),
        *(YUAN, WAN_YUAN, YI_YUAN, WAN_USD, YI_USD, NUMBER),
    ]
}
