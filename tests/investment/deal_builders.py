"""Builders for tests of investment promotion: a zone with its clock on 2 July 2018, an officer, prospects."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from guatu.core.actor import Actor
from guatu.core.models import Zone
from guatu.investment.choices import Stage
from guatu.investment.details import ProspectDetails
from guatu.investment.models.prospects import Prospect
from guatu.investment.rules.amounts import Measure
from guatu.investment.use_cases.register_prospect import register_prospect
from guatu.investment.use_cases.sign_agreement import Signed, sign_agreement
from tests.builders import a_zone, console, the_root

TODAY = date(2018, 7, 2)
YI = Decimal(100_000_000)
WAN = Decimal(10_000)


def a_dated_zone(code: str = "TZ") -> Zone:
    zone = a_zone(code)
    zone.clock_date = TODAY
    zone.save()
    return zone


def a_prospect(
    zone: Zone,
    name: str = "视准科技",
    *,
    actor: Actor | None = None,
    stage: Stage = Stage.NEGOTIATING,
    on: date = date(2018, 3, 1),
    **values: Any,
) -> Prospect:
    details = ProspectDetails(**({"name": name, "unit": the_root(zone)} | values))
    return register_prospect(actor=actor or console(zone), details=details, stage=stage, on=on)


def signed(prospect: Prospect, on: date = date(2018, 5, 1), total: Measure | None = None) -> Prospect:
    sign_agreement(
        actor=console(prospect.zone), prospect=prospect, signed=Signed(on, total or Measure(2 * YI))
    )
    return prospect
