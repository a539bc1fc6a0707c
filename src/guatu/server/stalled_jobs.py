"""Jobs whose worker has died on the way are taken up again.

A worker that is killed leaves its job marked as in work for ever, and with it the job's lock: no tick would come after
that one. Workers say once in ten seconds that they are there; of whom nothing was heard for half a minute, twice in
turn, is dead. Every job is safe to run twice. One that has taken its worker along again and again is given up, and
counts as failed.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

from procrastinate.exceptions import ConnectorException, UniqueViolation

SILENCE = 30.0  # seconds without a word after which a worker is taken for dead
LOOK_EVERY = (
    15.0  # seconds; longer than a worker is silent, so that a jump of the clock looks like nobody's death
)
MOST_ATTEMPTS = 5
_log = logging.getLogger(__name__)

_IS_STALLED = (
    "status = 'doing' AND (worker_id IS NULL OR worker_id IN (SELECT id FROM procrastinate_workers"
    " WHERE last_heartbeat < now() - %(silence)s * interval '1 second'))"
)
_FIND = f"SELECT id, task_name, worker_id FROM procrastinate_jobs WHERE {_IS_STALLED} ORDER BY id"  # noqa: S608
# Asked again in the statement itself: another worker may have been quicker, and be at it.
_TAKE_UP = (
    "UPDATE procrastinate_jobs SET attempts = attempts + 1, worker_id = NULL, status ="  # noqa: S608
    " (CASE WHEN attempts + 1 < %(most)s THEN 'todo' ELSE 'failed' END)::procrastinate_job_status"
    f" WHERE id = %(id)s AND {_IS_STALLED} RETURNING status"
)
_DROP = f"DELETE FROM procrastinate_jobs WHERE id = %(id)s AND {_IS_STALLED}"  # noqa: S608


async def look_after_the_dead(manager: Any) -> None:
    """Until cancelled: put back into the queue what nobody works on any more. A database that is away is waited for."""
    suspected: set[tuple[int, int]] = set()
    while True:
        await asyncio.sleep(LOOK_EVERY)
        try:
            found = await _stalled(manager)
            again = [j for j in found if j["worker_id"] is None or (j["id"], j["worker_id"]) in suspected]
            suspected = {(j["id"], j["worker_id"]) for j in found}
            await _take_up(manager, again)
        except ConnectorException as error:
            _log.debug("the queue cannot be looked through: %s", error)


async def take_up_at_start(manager: Any) -> None:
    """What is left of workers that ended before this one begins."""
    await manager.prune_stalled_workers(SILENCE)
    await _take_up(manager, [job for job in await _stalled(manager) if job["worker_id"] is None])


async def _stalled(manager: Any) -> Sequence[dict[str, Any]]:
    found: Sequence[dict[str, Any]] = await manager.connector.execute_query_all_async(_FIND, silence=SILENCE)
    return found


async def _take_up(manager: Any, jobs: Sequence[dict[str, Any]]) -> None:
    for job in jobs:
        values = {"id": job["id"], "silence": SILENCE, "most": MOST_ATTEMPTS}
        try:
            done = await manager.connector.execute_query_all_async(_TAKE_UP, **values)
        except UniqueViolation:
            # The same is waiting already (a tick, an hour later), and does all of it.
            await manager.connector.execute_query_async(_DROP, id=job["id"], silence=SILENCE)
            continue
        for row in done:
            given_up = row["status"] == "failed"
            told = "given up: its worker died each time" if given_up else "taken up again: its worker died"
            _log.warning("job %s (%s) %s", job["id"], job["task_name"], told)
