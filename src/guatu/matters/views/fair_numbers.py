"""The fair numbers: rates with their definitions, by unit and by kind, each number a link to its matters."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.core.periods import Period
from guatu.matters.models.kinds import MatterKind
from guatu.matters.policies import VIEW
from guatu.matters.rules.rates import RATES, SMALL
from guatu.matters.selectors.fair_numbers import Row, Scope, fair_numbers
from guatu.matters.selectors.filters import this_year
from guatu.matters.views.pages import require
from guatu.matters.words import AGE_WORDS, RATE_WORDS
from guatu.organization.requests import ZoneRequest


@require_safe
def show(request: ZoneRequest) -> HttpResponse:
    """`?period=2018M07`, this year where it says nothing; `?kind=` narrows to one kind."""
    require(request.actor.may(VIEW), VIEW)
    day = today(request.zone)
    text = request.GET.get("period", "")
    period = Period.parse(text) if text else this_year(day)
    kinds = list(MatterKind.objects.filter(zone_id=request.zone.id))
    kind = request.GET.get("kind", "")
    if kind and kind not in {k.code for k in kinds}:
        raise InvalidInput({"kind": _("Choose one of those offered.")})
    numbers = fair_numbers(request.zone, Scope(period.first, period.last, kind=kind), actor=request.actor)
    context = {
        "numbers": numbers,
        "period": period,
        "periods": _periods(period, this_year(day)),
        "kinds": kinds,
        "kind": kind,
        "rates": [(RATE_WORDS[name], cell) for name, cell in zip(RATES, _cells(numbers.total), strict=True)],
        "heads": [RATE_WORDS[name] for name in RATES],
        "by_unit": [(row, _cells(row)) for row in numbers.by_unit],
        "by_kind": [(row, _cells(row)) for row in numbers.by_kind],
        "ages": list(enumerate(zip(AGE_WORDS, numbers.ages, strict=True))),
        "small": SMALL,
    }
    return render(request, "matters/fair_numbers.html", context)


def _cells(row: Row) -> list[dict[str, object]]:
    """Each rate of a row with the figures it is made of."""
    return [
        {"name": RATE_WORDS[name][0], "rate": row.rates[name], "part": part.value, "whole": whole.value}
        for name, (part, whole) in RATES.items()
    ]


def _periods(chosen: Period, year: Period) -> list[str]:
    """This year, its halves, quarters and months, and what is chosen."""
    text = str(year)
    found = [text, *(f"{text}H{n}" for n in (1, 2)), *(f"{text}Q{n}" for n in (1, 2, 3, 4))]
    found += [f"{text}M{n:02}" for n in range(1, 13)]
    return found if chosen.text in found else [chosen.text, *found]
