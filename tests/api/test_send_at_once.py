"""A request that is sent several times at once has one effect."""

from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from guatu.projects.models.progress import ProgressReport
from tests.api.clients import a_program, a_token
from tests.builders import a_zone, an_actor
from tests.projects.progress_builders import a_project, with_calendars

pytestmark = pytest.mark.usefixtures("committed_db", "file_storage")


def test_the_others_wait_and_get_the_same_answer() -> None:
    zone = with_calendars(a_zone())
    project = a_project(zone)
    secret = a_token(an_actor(zone, "office"))
    start, answers = Barrier(3), list[Any]()

    def send() -> None:
        client = a_program(secret)
        start.wait()
        body = {"project": str(project.id), "text": "结顶"}
        headers = {"Idempotency-Key": "once"}
        path = "/api/v1/projects/file-progress-report"
        answers.append(client.post(path, body, content_type="application/json", headers=headers))
        connection.close()

    threads = [Thread(target=send) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {(one.status_code, one.content) for one in answers} == {(200, answers[0].content)}
    assert ProgressReport.objects.count() == 1
