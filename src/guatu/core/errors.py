"""What can go wrong, in kinds that every door (page, API, command) answers alike.

| error | page | API | command |
|---|---|---|---|
| `InvalidInput` | the form again, with the faults beside the fields | 422 | exit 2 |
| `NotAllowed` | 403 page with the next step | 403 | exit 2 |
| `NotFound` | 404 | 404 | exit 2 |
| `Refused` | the reason on the page | 409 | exit 2 |
| `StaleVersion` | what has changed meanwhile | 412 | exit 2 |
| `FilesUnavailable` | files cannot be kept or opened now | 503 | exit 1 |
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: where (`place`, a field or a cell), and what was expected there."""

    place: str
    message: str
    code: str = "invalid"


class GuatuError(Exception):
    """Base of every error that is the caller's to mend. `code` is stable, `message` is for people."""

    code = "error"

    def __init__(self, message: Any, *, code: str | None = None) -> None:
        self.message = message
        if code is not None:
            self.code = code
        super().__init__(message)

    def __str__(self) -> str:
        return str(self.message)


class InvalidInput(GuatuError):
    """The input cannot be used. Carries every fault found, not only the first."""

    code = "invalid_input"

    def __init__(self, faults: list[Fault] | Mapping[str, Any], message: Any = None) -> None:
        if isinstance(faults, Mapping):
            faults = [Fault(place, str(text)) for place, text in faults.items()]
        self.faults = faults
        super().__init__(message or "; ".join(f"{f.place}: {f.message}" for f in faults))


class NotAllowed(GuatuError):
    """The actor holds no post that allows this."""

    code = "not_allowed"

    def __init__(self, permission: str, message: Any = None) -> None:
        self.permission = permission
        super().__init__(message or f"not allowed: {permission}")


class NotFound(GuatuError):
    """There is no such thing, or none that the actor may see; the two look the same on purpose."""

    code = "not_found"


@contextmanager
def hidden(what: Any) -> Iterator[None]:
    """Around the look-up of one object: for whoever may read none of its kind, it is not there. `what` as for
    `NotFound`."""
    try:
        yield
    except NotAllowed as error:
        raise NotFound(what) from error


class Refused(GuatuError):
    """A rule of the house forbids it in this state (a locked month, a cycle, a missing proof)."""

    code = "refused"


class StaleVersion(GuatuError):
    """Somebody else changed the object since it was read."""

    code = "stale_version"


class FilesUnavailable(OSError):
    """The storage of files does not answer, or refuses. Nobody's to mend who uses Guatu: the message names the storage
    and is for its administrator."""
