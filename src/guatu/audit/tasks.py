"""What happens by itself: the record is copied elsewhere."""

from __future__ import annotations

import logging

from procrastinate.contrib.django import app

from guatu.audit.forwarding import CannotCopy, forward_record

_log = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="copy_record", lock="copy_record")
def copy_record(timestamp: int = 0) -> None:
    """Every minute, and as soon as something was written: what is not copied yet. What fails is tried again in a
    minute; the doctor says how far the copy is behind."""
    try:
        forward_record()
    except CannotCopy as error:
        _log.error("The record is not copied: %s", error)
