"""What a plan can be refused for. All are the caller's to mend, and say where and what was expected."""

from __future__ import annotations

from collections.abc import Sequence

from guatu.core.errors import Fault, InvalidInput


class NetworkError(InvalidInput):
    """A network that cannot be scheduled as it stands; `faults` names every place that is wrong."""

    code = "invalid_network"


class CycleError(NetworkError):
    """Milestones that wait for each other. `cycle` holds their ids in order, the first one again at the end."""

    code = "network_cycle"

    def __init__(self, cycle: Sequence[str]) -> None:
        self.cycle = tuple(cycle)
        text = f"these milestones wait for each other: {' → '.join(self.cycle)}"
        super().__init__([Fault("milestones", text, self.code)])


class PastHorizonError(InvalidInput):
    """A date lies outside the days that the working calendar covers."""

    code = "past_horizon"

    def __init__(self, place: str, message: str) -> None:
        super().__init__([Fault(place, message, self.code)])


class NoWorkingDayError(InvalidInput):
    """A calendar without any working day, on which no plan would ever end."""

    code = "no_working_day"

    def __init__(self) -> None:
        super().__init__([Fault("calendar", "has no working day; at least one is expected", self.code)])
