"""What the queue does for itself: jobs whose worker was killed are done again."""

from __future__ import annotations

import logging

from django.db import IntegrityError, connection, transaction
from procrastinate.contrib.django import app

SILENCE = 60  # seconds without a heartbeat after which a worker is taken for dead
_LEFT = (
    "SELECT job.id, job.task_name FROM procrastinate_jobs job"
    " LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id"
    " WHERE job.status = 'doing' AND (worker.id IS NULL"
    " OR worker.last_heartbeat < now() - %s * interval '1 second') ORDER BY job.id"
)
_log = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="take_up_left_jobs")
def take_up_left(timestamp: int) -> None:
    """Every minute, in whichever worker lives. It has no lock, or a killed one would keep it from running."""
    take_up_left_jobs()


def take_up_left_jobs() -> int:
    """Have jobs done again whose worker fell silent over them; says how many. Until then such a job holds its lock, and
    nothing else of its kind is done. Every task is safe to run twice."""
    with connection.cursor() as cursor:
        cursor.execute(_LEFT, [SILENCE])
        left = cursor.fetchall()
    for job, task in left:
        _log.warning("A worker ended over job %s (%s); it is taken up again", job, task)
        _take_up(job)
    return len(left)


def _take_up(job: int) -> None:
    with connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute("SELECT procrastinate_retry_job_v2(%s, now(), NULL, NULL, NULL)", [job])
        except IntegrityError:
            # The next of its kind waits already, and does what this one was to do.
            cursor.execute("SELECT procrastinate_finish_job_v1(%s, 'aborted', false)", [job])
