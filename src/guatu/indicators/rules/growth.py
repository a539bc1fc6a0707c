"""Growth on the same period last year: as stated, as computed, and the base that a statement implies."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True)
class Growth:
    """A stated growth beside the computed one, rates 0–1. `differs`: the difference is more than rounding explains."""

    stated: Decimal | None
    computed: Decimal | None
    implied_base: Decimal | None
    differs: bool

    @property
    def difference(self) -> Decimal | None:
        """Stated minus computed, in the same measure."""
        if self.stated is None or self.computed is None:
            return None
        return self.stated - self.computed


def computed_growth(value: Decimal | None, base: Decimal | None) -> Decimal | None:
    """value ÷ base − 1; None where either is missing or the base is not positive."""
    if value is None or base is None or base <= 0:
        return None
    return value / base - 1


def implied_base(value: Decimal | None, growth: Decimal | None, places: int) -> Decimal | None:
    """What the same period last year was, if the stated growth is nominal: value ÷ (1 + growth)."""
    if value is None or growth is None or growth <= -1:
        return None
    return (value / (1 + growth)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def compare(
    value: Decimal | None,
    stated: Decimal | None,
    base: Decimal | None,
    *,
    places: int,
    growth_places: int = 3,
    real: bool = False,
) -> Growth:
    """Stated and computed growth together.

    Both value and base are rounded to `places` decimals and the growth to `growth_places` (0.001 is 0.1 %), so the
    three agree as long as some unrounded value and base lead to the stated growth. A `real` growth, at constant
    prices, cannot be compared with values at current ones.
    """
    if real:
        return Growth(stated, None, None, False)
    computed = computed_growth(value, base)
    differs = False
    if stated is not None and computed is not None and value is not None and base is not None:
        half = Decimal("0.5").scaleb(-places)
        slack = Decimal("0.5").scaleb(-growth_places)
        low = (value - half) / (base + half) - 1 - slack
        high = (value + half) / (base - half) - 1 + slack if base > half else None
        differs = stated < low or (high is not None and stated > high)
    return Growth(stated, computed, implied_base(value, stated, places), differs)
