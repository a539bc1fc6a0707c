"""Numbers of areas that the program does not keep records of yet: entered as read, with their source.

Safety, approvals and talks are to derive them from their own records one day; until then nothing is counted here.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from guatu.core.models import Zone
from guatu.demo.readings import load_readings
from guatu.indicators.choices import Category, Periodicity
from guatu.indicators.use_cases.define_indicator import IndicatorTerms, define_indicator
from guatu.organization.powers import system_actor


class Area(NamedTuple):
    """An indicator that a zone adds to the catalogue."""

    code: str
    label: str
    unit: str
    label_en: str
    decimals: int = 0


def enter(zone: Zone, areas: tuple[Area, ...], readings: Path) -> None:
    """Define the indicators, then take in their values."""
    demo = system_actor("demo", zone)
    for place, area in enumerate(areas, 200):
        terms = IndicatorTerms(
            label=area.label,
            label_en=area.label_en,
            unit=area.unit,
            decimals=area.decimals,
            ledger="dispatch",
            category=Category.OTHER,
            periodicity=Periodicity.MONTH,
            order=place,
        )
        define_indicator(actor=demo, code=area.code, terms=terms)
    load_readings(zone, readings)
