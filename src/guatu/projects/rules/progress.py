"""Physical progress: stages in their order, what counts as going back, and the reporting week. Pure.

The prose on who has to report is in docs/rules/progress_reports.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from guatu.core.periods import Period
from guatu.projects.choices import STAGES, WorkKind, WorkStage

STAGE_NOTE_LENGTH = 300
# Floors are told of while a building grows.
FLOOR_STAGES = frozenset({WorkStage.STRUCTURE, WorkStage.CAPPED, WorkStage.FINISHING})
FIRST_WEEKDAY = 0  # Monday


@dataclass(frozen=True, slots=True)
class WorkState:
    """How far a building or line has come: its stage, the floor reached, the share done (0–1)."""

    stage: WorkStage
    floor: int | None = None
    share: Decimal | None = None


def stage_place(kind: WorkKind, stage: WorkStage) -> int:
    """Where the stage stands in the order of its kind, from 0. Raises `ValueError` for a stage of the other kind."""
    return STAGES[kind].index(stage)


def faults_of_state(kind: WorkKind, state: WorkState) -> list[str]:
    """What cannot be true of the state, as codes; an empty list where it holds together.

    `stage`: of the other kind. `floor`: a floor where none is built. `share_done`: less than all of something
    completed. `share_none`: some of what has not been started. `share_range`: not between 0 and 1.
    """
    if state.stage not in STAGES[kind]:
        return ["stage"]
    found = []
    if state.floor is not None and (kind != WorkKind.BUILDING or state.stage not in FLOOR_STAGES):
        found.append("floor")
    if state.share is not None:
        if not 0 <= state.share <= 1:
            found.append("share_range")
        elif state.stage == STAGES[kind][-1] and state.share != 1:
            found.append("share_done")
        elif state.stage == WorkStage.NOT_STARTED and state.share != 0:
            found.append("share_none")
    return found


def goes_back(kind: WorkKind, known: WorkState, told: WorkState) -> bool:
    """Whether `told` is behind `known`: an earlier stage, or in the same stage a lower floor or a smaller share.

    What is not told (None) takes nothing back.
    """
    before, after = stage_place(kind, known.stage), stage_place(kind, told.stage)
    if before != after:
        return after < before
    return _less(told.floor, known.floor) or _less(told.share, known.share)


def goes_on(kind: WorkKind, known: WorkState, told: WorkState) -> WorkState:
    """The state after `told` where `known` was before.

    Within one stage, what is not told stays as it was; what is completed is all done.
    """
    share = Decimal(1) if told.stage == STAGES[kind][-1] else told.share
    if told.stage != known.stage:
        return WorkState(told.stage, told.floor, share)
    return WorkState(
        told.stage,
        known.floor if told.floor is None else told.floor,
        known.share if share is None else share,
    )


def _less(told: Decimal | int | None, known: Decimal | int | None) -> bool:
    return told is not None and known is not None and told < known


def stage_note(text: str) -> str:
    """The report's text in one line of at most `STAGE_NOTE_LENGTH` characters, for lists and the chart."""
    line = " ".join(text.split())
    return line if len(line) <= STAGE_NOTE_LENGTH else line[: STAGE_NOTE_LENGTH - 1].rstrip() + "…"


def reporting_week(day: date, first_weekday: int = FIRST_WEEKDAY) -> Period:
    """The reporting week that `day` lies in, seven days from `first_weekday` (0 is Monday)."""
    first = day - timedelta(days=(day.weekday() - first_weekday) % 7)
    year, week, _weekday = first.isocalendar()
    return Period(first, first + timedelta(days=6), f"{year}W{week:02}")


def has_to_report(
    week: Period,
    *,
    actual_start: date | None,
    actual_finish: date | None,
    withdrawn_on: date | None,
) -> bool:
    """Whether a project is under construction in the week: started by its end, not finished or withdrawn before it.

    A project that finishes or is withdrawn during the week need not report any more.
    """
    if actual_start is None or actual_start > week.last:
        return False
    return all(ended is None or ended > week.last for ended in (actual_finish, withdrawn_on))


def days_since(last_report: date | None, actual_start: date | None, day: date) -> int | None:
    """Days from the last report to `day`; from the start of construction where nothing was ever reported."""
    since = last_report or actual_start
    return None if since is None else max(0, (day - since).days)
