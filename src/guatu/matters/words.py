"""Matters in words: how long until something is due, how long it took, what the numbers say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from guatu.core.clock import CHINA
from guatu.matters.rules.rates import AGES, Figure, RateName

FIGURE_WORDS: Mapping[Figure, Promise | str] = {
    Figure.REPLY_DUE: gettext_lazy("first reply fell due"),
    Figure.REPLIED: gettext_lazy("first reply in time"),
    Figure.DUE: gettext_lazy("fell due"),
    Figure.ON_TIME: gettext_lazy("done on time"),
    Figure.CLOSED: gettext_lazy("closed in the period"),
    Figure.SOLVED: gettext_lazy("solved in the period"),
    Figure.RATED: gettext_lazy("rated in the period"),
    Figure.SATISFIED: gettext_lazy("rated as satisfied"),
    Figure.DISPATCHED: gettext_lazy("dispatched in the period"),
    Figure.RIGHT: gettext_lazy("dispatched right at once"),
    Figure.RETURNED: gettext_lazy("returned after dispatch"),
}

# Rate → (name, definition).
RATE_WORDS: Mapping[RateName, tuple[Promise | str, Promise | str]] = {
    RateName.RESPONSE: (
        gettext_lazy("Response rate"),
        gettext_lazy(
            "First replies given in time ÷ first replies that fell due, those not given yet included."
        ),
    ),
    RateName.ON_TIME: (
        gettext_lazy("On-time rate"),
        gettext_lazy(
            "Reported done or answered in time ÷ everything that fell due, open overdue matters included."
        ),
    ),
    RateName.SOLUTION: (
        gettext_lazy("Solution rate"),
        gettext_lazy("Struck off as solved ÷ all closed, those closed without being solved included."),
    ),
    RateName.SATISFACTION: (
        gettext_lazy("Satisfaction rate"),
        gettext_lazy("“Satisfied” and “basically satisfied” ÷ all ratings given."),
    ),
    RateName.ACCURACY: (
        gettext_lazy("Dispatch accuracy"),
        gettext_lazy(
            "First dispatches that neither came back nor went on to another unit ÷ all first dispatches."
        ),
    ),
    RateName.RETURN: (
        gettext_lazy("Return rate"),
        gettext_lazy("First dispatches that a unit returned ÷ all first dispatches."),
    ),
}


def _age_word(place: int) -> Any:
    most = AGES[place]
    if most is None:
        return gettext_lazy("open for more than 30 days")
    return (
        gettext_lazy("open for up to 3 days"),
        gettext_lazy("open for 4 to 7 days"),
        gettext_lazy("open for 8 to 15 days"),
        gettext_lazy("open for 16 to 30 days"),
    )[place]


AGE_WORDS = tuple(_age_word(place) for place in range(len(AGES)))


def until(due: datetime, now: datetime) -> str:
    """“in 2 days”, “today 17:30”, “3 days late”: calendar days in China, hours on the day itself."""
    due, now = due.astimezone(CHINA), now.astimezone(CHINA)
    days = (due.date() - now.date()).days
    if due < now:
        if days == 0:
            return _("late since %(time)s today") % {"time": f"{due:%H:%M}"}
        return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}
    if days == 0:
        return _("today %(time)s") % {"time": f"{due:%H:%M}"}
    if days == 1:
        return _("tomorrow %(time)s") % {"time": f"{due:%H:%M}"}
    return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}


def length(span: timedelta) -> str:
    """“2 days 3 h”, “45 min”."""
    minutes = max(int(span.total_seconds()) // 60, 0)
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    if days:
        head = ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
        return f"{head} {_('%(hours)s h') % {'hours': hours}}" if hours else head
    if hours:
        return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": minutes}
    return _("%(minutes)s min") % {"minutes": minutes}
