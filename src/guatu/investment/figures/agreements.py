"""What was signed within the period, and the capital that came in."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guatu.core.money import YI
from guatu.figures import units
from guatu.figures.asking import Ask
from guatu.figures.definition import Kind
from guatu.figures.registry import figure
from guatu.investment.figures.sources import AGREEMENTS, VOUCHERS
from guatu.projects.choices import CapitalOrigin

_FOREIGN = Q(prospect__capital_origin=CapitalOrigin.FOREIGN)
_DOMESTIC = Q(prospect__capital_origin=CapitalOrigin.DOMESTIC)


@figure(
    Kind.COUNT,
    AGREEMENTS,
    label=_("domestic agreements signed"),
    unit=units.ITEM,
    words=_("agreements with domestic prospects, signed within the period and holding at its end"),
    mechanisms=("M09",),
)
def signed_domestic(ask: Ask) -> Q:
    return _DOMESTIC


@figure(
    Kind.COUNT,
    AGREEMENTS,
    label=_("foreign agreements signed"),
    unit=units.ITEM,
    words=_("agreements with foreign prospects, signed within the period and holding at its end"),
    mechanisms=("M09", "M12"),
)
def signed_foreign(ask: Ask) -> Q:
    return _FOREIGN


@figure(
    Kind.COUNT,
    AGREEMENTS,
    label=_("agreements signed"),
    unit=units.ITEM,
    words=_("agreements signed within the period and holding at its end"),
    mechanisms=("M09",),
)
def signed(ask: Ask) -> Q:
    return Q()


@figure(
    Kind.COUNT,
    AGREEMENTS,
    label=_("agreements signed, without an industry group"),
    unit=units.ITEM,
    words=_("agreements signed within the period whose prospect is not classified"),
    mechanisms=("M09",),
)
def signed_unclassified(ask: Ask) -> Q:
    return Q(prospect__industry_group="")


@figure(
    Kind.SUM,
    AGREEMENTS,
    field="total_investment",
    at_least=lambda ask: Q(total_at_least=True),
    label=_("total investment signed"),
    unit=units.YI_YUAN,
    words=_("total investment of the agreements signed within the period, as far as it is stated in yuan"),
    mechanisms=("M09",),
)
def signed_investment(ask: Ask) -> Q:
    return Q(total_currency="CNY")


@figure(
    Kind.SUM,
    AGREEMENTS,
    field="total_investment",
    at_least=lambda ask: Q(total_at_least=True),
    label=_("total investment signed by foreign prospects"),
    unit=units.YI_YUAN,
    words=_(
        "total investment of foreign agreements signed within the period, as far as it is stated in yuan"
    ),
    mechanisms=("M12",),
)
def signed_foreign_investment(ask: Ask) -> Q:
    return _FOREIGN & Q(total_currency="CNY")


@figure(
    Kind.SUM,
    AGREEMENTS,
    field="total_investment",
    at_least=lambda ask: Q(total_at_least=True),
    label=_("total investment signed by foreign prospects, in dollars"),
    unit=units.YI_USD,
    words=_(
        "total investment of foreign agreements signed within the period, as far as it is stated in US dollars"
    ),
    mechanisms=("M12",),
)
def signed_foreign_investment_usd(ask: Ask) -> Q:
    return _FOREIGN & Q(total_currency="USD")


@figure(
    Kind.SUM,
    AGREEMENTS,
    field="registered_capital",
    at_least=lambda ask: Q(registered_at_least=True),
    label=_("registered foreign capital signed"),
    unit=units.WAN_USD,
    words=_("registered capital of foreign agreements signed within the period, stated in US dollars"),
    mechanisms=("M12",),
)
def signed_registered_capital(ask: Ask) -> Q:
    return _FOREIGN & Q(registered_currency="USD")


@figure(
    Kind.COUNT,
    AGREEMENTS,
    label=_("agreements signed with listed companies"),
    unit=units.ITEM,
    words=_("agreements signed within the period whose investor is listed (New Third Board and above)"),
    mechanisms=("M09",),
)
def signed_listed(ask: Ask) -> Q:
    return Q(prospect__listed_investor=True)


@figure(
    Kind.COUNT,
    AGREEMENTS,
    label=_("big manufacturing agreements signed"),
    unit=units.ITEM,
    words=_("manufacturing agreements of 1 billion yuan and more, signed within the period"),
    mechanisms=("M11",),
)
def signed_big(ask: Ask) -> Q:
    return Q(prospect__is_manufacturing=True, total_currency="CNY", total_investment__gte=10 * YI)


@figure(
    Kind.COUNT,
    AGREEMENTS,
    label=_("agreements signed with prospects that enterprises referred"),
    unit=units.ITEM,
    words=_("agreements signed within the period whose prospect was referred by an enterprise"),
    mechanisms=("M11",),
)
def signed_referred(ask: Ask) -> Q:
    return Q(prospect__referrer__isnull=False)


@figure(
    Kind.SUM,
    VOUCHERS,
    field="amount",
    label=_("foreign capital paid in"),
    unit=units.WAN_USD,
    words=_("capital paid in within the period by voucher, in US dollars; counter-entries are taken off"),
    mechanisms=("M12",),
)
def capital_paid_in(ask: Ask) -> Q:
    return Q(currency="USD")
