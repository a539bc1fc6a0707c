"""Jobs over which a worker was killed."""

import pytest
from django.db import connection

from guatu.core.tasks import take_up_left_jobs

pytestmark = pytest.mark.django_db


def ask(statement: str, *values: object) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture(autouse=True)
def empty_queue() -> None:
    ask("DELETE FROM procrastinate_jobs")
    ask("DELETE FROM procrastinate_workers")


def a_worker(seconds: int) -> object:
    """Last heard of so many seconds ago."""
    insert = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s * interval '1 second') RETURNING id"
    return ask(insert, seconds)[0][0]


def a_job(worker: object, status: str = "doing", lock: str | None = None) -> object:
    return ask(
        "INSERT INTO procrastinate_jobs (task_name, queue_name, status, worker_id, lock, queueing_lock) "
        "VALUES ('tick', 'default', %s, %s, %s, %s) RETURNING id",
        status, worker, lock, lock,
    )[0][0]  # fmt: skip


def statuses() -> dict[object, object]:
    return dict(ask("SELECT id, status::text FROM procrastinate_jobs"))  # type: ignore[arg-type]


def test_what_a_dead_worker_left_is_to_be_done_again_and_the_rest_goes_on() -> None:
    left, going, gone = a_job(a_worker(61)), a_job(a_worker(5)), a_job(None)
    assert take_up_left_jobs() == 2
    assert statuses() == {left: "todo", going: "doing", gone: "todo"}
    assert take_up_left_jobs() == 0


def test_where_the_next_one_waits_it_gets_the_lock() -> None:
    left, waiting = a_job(a_worker(3600), lock="tick"), a_job(None, "todo", lock="tick")
    assert take_up_left_jobs() == 1
    assert statuses() == {left: "aborted", waiting: "todo"}
