"""The id of the request that is being answered, or that the job at work came from: the same in every log line."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import uuid4

_GOOD = re.compile(r"[A-Za-z0-9._-]{8,64}")
_current: ContextVar[str] = ContextVar("guatu_request_id", default="")


def current_request_id() -> str:
    """The id, or an empty text outside of requests and of the jobs that they left."""
    return _current.get()


@contextmanager
def request_id(given: str = "") -> Iterator[str]:
    """For the length of the block, the id is `given` where that is a fit one, else a new one."""
    chosen = given if _GOOD.fullmatch(given) else uuid4().hex
    token = _current.set(chosen)
    try:
        yield chosen
    finally:
        _current.reset(token)
