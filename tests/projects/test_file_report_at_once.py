"""The same report sent twice at the same moment is one report."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.db import connection

from guatu.audit.models import Entry
from guatu.projects.choices import WorkStage
from guatu.projects.models.progress import ProgressReport
from guatu.projects.use_cases.file_progress_report import WorkTold, file_progress_report
from tests.builders import a_zone, an_actor
from tests.projects.progress_builders import a_project, a_work

pytestmark = pytest.mark.usefixtures("committed_db", "file_storage")

TOGETHER = 4


def test_one_key_sent_by_many_at_once_files_once() -> None:
    zone = a_zone()
    project, actor, key = a_project(zone), an_actor(zone, "office"), uuid4()
    start = Barrier(TOGETHER)

    def send(_number: int) -> UUID:
        try:
            start.wait(timeout=30)
            return file_progress_report(actor=actor, project=project, text="结顶", client_key=key).id
        finally:
            connection.close()

    with ThreadPoolExecutor(TOGETHER) as pool:
        ids = set(pool.map(send, range(TOGETHER)))
    assert ids == {ProgressReport.objects.get().id}
    assert Entry.objects.filter(event="projects.progress_report.filed").count() == 1


def test_two_reporters_at_once_are_both_heard() -> None:
    zone = a_zone()
    project = a_project(zone)
    halls = [a_work(project, f"{number}号厂房") for number in range(TOGETHER)]
    actor = an_actor(zone, "office")
    start = Barrier(TOGETHER)

    def send(number: int) -> UUID:
        try:
            start.wait(timeout=30)
            told = [WorkTold(halls[number].id, WorkStage.CAPPED)]
            return file_progress_report(
                actor=actor, project=project, text=f"{number}", works=told, client_key=uuid4()
            ).id
        finally:
            connection.close()

    with ThreadPoolExecutor(TOGETHER) as pool:
        ids = set(pool.map(send, range(TOGETHER)))
    assert len(ids) == TOGETHER == ProgressReport.objects.count()
    assert {hall.stage for hall in project.works.all()} == {WorkStage.CAPPED}
