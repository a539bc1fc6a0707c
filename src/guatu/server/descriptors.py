"""How many connections a process may hold."""

import contextlib
import resource


def allow_many_connections() -> None:
    """Each takes a file descriptor; the usual soft limit of 1,024 is below what the machine allows."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
