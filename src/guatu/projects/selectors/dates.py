"""The three dates of start and completion on a project's page, with the slip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from guatu.projects.choices import Precision
from guatu.projects.models.project import Project
from guatu.projects.plan_words import slip_words
from guatu.projects.rules.dated import in_words
from guatu.projects.rules.slip_of_dates import certain_slip


@dataclass(frozen=True, slots=True)
class DatesRow:
    """One of the two: committed, forecast and actual in words, and the slip where it is certain."""

    is_start: bool
    committed: str
    forecast: str
    actual: str
    slip: int | None
    slip_words: str


def dates_panel(project: Project) -> Sequence[DatesRow]:
    """Start and completion of a project; no query."""
    start, finish = project.committed_start_precision, project.committed_finish_precision
    return [
        _row(
            True,
            (project.committed_start, start),
            project.forecast_start,
            (project.actual_start, project.actual_start_precision),
        ),
        _row(
            False,
            (project.committed_finish, finish),
            project.forecast_finish,
            (project.actual_finish, Precision.DAY),
        ),
    ]


def _row(
    is_start: bool, committed: tuple[date | None, str], forecast: date | None, actual: tuple[date | None, str]
) -> DatesRow:
    happened = actual[0] is not None
    slip = certain_slip(*committed, *(actual if happened else (forecast, Precision.DAY)))
    return DatesRow(
        is_start=is_start,
        committed=in_words(*committed),
        # What has happened is forecast no longer.
        forecast="—" if happened else in_words(forecast, Precision.DAY),
        actual=in_words(*actual),
        slip=slip,
        slip_words="" if slip is None else slip_words(slip, is_fact=happened),
    )
