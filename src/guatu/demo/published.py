"""The published figures that the demo zones are held against: what became of each, row by row of a file of data."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

SOURCE = Path(__file__).parent / "data" / "published_figures.csv"


class Outcome(StrEnum):
    """Counted from records; entered, with its source, and handed on; or no number of the zone at all."""

    REPRODUCED = "reproduced"
    REPORTED = "reported"
    NOT_A_FIGURE = "not a figure"


@dataclass(frozen=True, slots=True)
class Published:
    """One number of an article. `figure` is a figure's name, or `<app>.<Model>.<field>` of a text that bears it.

    `slice`: dimension=values, separated by semicolons; `form`: options of printing, as templates write them.
    """

    id: str
    subject: str
    value: str
    unit: str
    outcome: Outcome
    zone: str
    figure: str
    period: str
    slice: str
    form: str
    print: str
    note: str

    @property
    def article(self) -> str:
        return self.id.partition("-")[0]

    @property
    def is_text(self) -> bool:
        """Whether the number stands in a text and is not a figure of its own."""
        return self.figure.count(".") == 2

    @property
    def where(self) -> dict[str, str]:
        return dict(part.split("=", 1) for part in self.slice.split(";") if part)

    @property
    def tag(self) -> str:
        """As a briefing template binds it."""
        options = {**self.where, **dict(part.split("=", 1) for part in self.form.split(";") if part)}
        told = "".join(f' {name}="{value}"' for name, value in options.items())
        return f'{{% figure "{self.figure}" period="{self.period}"{told} %}}'


def published() -> list[Published]:
    """Every row, in the order of the articles."""
    with SOURCE.open(encoding="utf-8", newline="") as file:
        return [Published(outcome=Outcome(row.pop("outcome")), **row) for row in csv.DictReader(file)]
