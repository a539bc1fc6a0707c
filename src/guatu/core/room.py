"""Whether something failed because a disk has no room left: this machine's, or the database's."""

from __future__ import annotations

import errno

from psycopg.errors import DiskFull

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def is_out_of_room(error: BaseException | None) -> bool:
    """Also where one error led to another."""
    while error is not None:
        if isinstance(error, DiskFull) or (isinstance(error, OSError) and error.errno in _NO_ROOM):
            return True
        error = error.__cause__
    return False
