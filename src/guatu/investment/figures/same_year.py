"""The same-year enrolment rate 当年列统率; prose in docs/rules/enrolment.md."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guatu.core.periods import PeriodType
from guatu.figures import units
from guatu.figures.arithmetic import quotient
from guatu.figures.asking import Ask
from guatu.figures.definition import Kind
from guatu.figures.registry import figure
from guatu.investment.figures.agreements import signed
from guatu.investment.figures.sources import AGREEMENTS

# Signed and enrolled within one year.
_IN_ONE_YEAR = frozenset(PeriodType) - {PeriodType.WEEK}


@figure(
    Kind.COUNT,
    AGREEMENTS,
    label=_("signed and enrolled in the same year"),
    unit=units.ITEM,
    words=_(
        "agreements signed within the period whose project entered the statistics library in the same year"
    ),
    periods=_IN_ONE_YEAR,
    mechanisms=("M13",),
)
def signed_and_enrolled(ask: Ask) -> Q:
    return Q(stat_entry_date__year=ask.year)


@figure(
    Kind.COUNT,
    AGREEMENTS,
    label=_("signed, not enrolled"),
    unit=units.ITEM,
    words=_("agreements signed within the period whose project is not in the statistics library"),
    periods=_IN_ONE_YEAR,
    mechanisms=("M13",),
)
def signed_not_enrolled(ask: Ask) -> Q:
    return Q(stat_entry_date__isnull=True)


@figure(
    Kind.RATIO,
    needs=(signed_and_enrolled, signed),
    label=_("same-year enrolment rate"),
    unit=units.SHARE,
    words=_("signed and enrolled in the same year ÷ agreements signed"),
    periods=_IN_ONE_YEAR,
    mechanisms=("M13",),
)
def same_year_enrolment_rate(enrolled: Decimal | None, agreements: Decimal | None) -> Decimal | None:
    return quotient(enrolled, agreements)
