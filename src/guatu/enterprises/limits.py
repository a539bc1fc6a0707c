"""The limit on disturbing 无事不扰, asked of an enterprise and a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guatu.core.errors import Refused
from guatu.enterprises.models.enterprise import Enterprise
from guatu.enterprises.models.visits import Visit
from guatu.enterprises.rules.visit_limit import VisitLimit, in_the_way, next_free_day
from guatu.enterprises.selectors.visits import counted_visits, limit_on


class TooMany(Refused):
    """A further routine visit would be one too many. Says which visits stand in the way, and the next free day."""

    code = "too_many_visits"

    def __init__(self, limit: VisitLimit, visits: Sequence[Visit], free: date) -> None:
        self.limit, self.visits, self.free = limit, visits, free
        message = _(
            "At most %(visits)s routine visits within %(days)s days: those of %(standing)s stand in the way. "
            "The next free day is %(free)s. Come along on one of them, or say that the enterprise asked for it or that "
            "it is urgent."
        ) % {
            "visits": limit.visits,
            "days": limit.days,
            "standing": pgettext("between items of a list", ", ").join(
                date_format(_day(visit), "DATE_FORMAT") for visit in visits
            ),
            "free": date_format(free, "DATE_FORMAT"),
        }
        super().__init__(message)


def check_limit(enterprise: Enterprise, day: date) -> None:
    """Raises `TooMany` where a routine visit on `day` would be one too many (two queries)."""
    limit = limit_on(enterprise.zone_id, day)
    visits = sorted(counted_visits(enterprise), key=_day)
    days = [_day(visit) for visit in visits]
    standing = in_the_way(days, day, limit)
    if standing:
        named = [visit for visit in visits if _day(visit) in standing]
        raise TooMany(limit, named, next_free_day(days, day, limit))


def _day(visit: Visit) -> date:
    return visit.made_on or visit.planned_on
