"""What the flags of a number mean, in plain words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from guatu.figures.reading import Flag

EXPLAINED: dict[Flag, Any] = {
    Flag.PROVISIONAL: _("The number may still change: whoever reports it has not called it final."),
    Flag.PARTLY_REPORTED: _(
        "Something that belongs in the number has not been reported, so that it may be too low."
    ),
    Flag.DISPATCH: _("Entered here, week by week, to steer the work. Never mixed with statistics."),
    Flag.STATISTICAL: _(
        "Stated by the statistics bureau and only copied here. Never mixed with the dispatch ledger."
    ),
    Flag.CONFLICT: _(
        "Two sources tell different values for the same thing; both are shown, neither is dropped."
    ),
    Flag.SUM_BROKEN: _("The parts that should make up the number come to something else."),
    Flag.ROWS_HIDDEN: _(
        "Your posts show you a part of the rows; only that part is counted. Others may see more."
    ),
    Flag.LOWER_BOUND: _("The source said “at least” or “more than”."),
    Flag.UPPER_BOUND: _("The source said “at most” or “less than”."),
    Flag.APPROXIMATE: _("The source said “about”."),
    Flag.TRUNCATED: _("Digits were left off without rounding, as the source does it."),
    Flag.FUZZY: _("The source gave words and no number, so nothing is worked out from it."),
    Flag.IMPLIED: _("Nobody stated the number; it follows from others that were stated."),
    Flag.NOTHING_ENTERED: _("The zone has entered none of what is counted here; that is not the same as 0."),
}

# Flags that say where a number comes from rather than that something is wrong with it.
HARMLESS = frozenset({Flag.DISPATCH, Flag.STATISTICAL})
