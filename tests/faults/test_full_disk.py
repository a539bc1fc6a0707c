"""A disk without room: whoever uploads or writes is told what is wrong, nothing is kept by half, and with room again
the same is done once. A backup leaves nothing under its name.

The limit that the kernel keeps on the size of a file stands in for the disk: writing ends in the midst of a file, for
anybody, on every machine. What the database says of its own disk comes from the database.
"""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from guatu.accounts.models import User
from guatu.attachments.models import Attachment
from guatu.audit.models import Entry
from guatu.audit.selectors import first_break
from guatu.backups.errors import BackupError
from guatu.backups.read import verify
from guatu.backups.write import write_backup
from guatu.matters.models.history import MatterMove
from guatu.matters.models.matter import Matter
from tests.api.clients import a_program, a_token, problem
from tests.attachments.files import photo
from tests.builders import a_zone
from tests.matters.matter_builders import Cast, a_cast, in_hand

ROOM = 4096  # bytes that still find a place


@contextmanager
def full_disk() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.fixture
def cast(db: None) -> Cast:
    return a_cast()


@pytest.fixture
def clerk(cast: Cast) -> Client:
    client = Client(raise_request_exception=False, headers={"Accept-Language": "en"})
    client.force_login(User.objects.get(id=cast.clerk.user_id))
    return client


def test_an_upload_says_so_and_nothing_is_half_kept(cast: Cast, clerk: Client, file_storage: Path) -> None:
    matter, key = in_hand(cast), str(uuid4())
    page = f"/z/TZ/matters/{matter.id}/do/report-done/"

    def send() -> Any:
        photos = [photo("a.jpg"), photo("b.jpg", width=900)]
        return clerk.post(page, {"text": "done", "photos": photos, "idempotency_key": key})

    moves, entries = MatterMove.objects.count(), Entry.objects.count()
    with full_disk():
        refused = send()
    assert refused.status_code == 503
    assert "There is no room left on the server" in refused.content.decode()
    assert "Traceback" not in refused.content.decode()
    assert files_in(file_storage) == []
    assert (Attachment.objects.count(), MatterMove.objects.count(), Entry.objects.count()) == (
        0,
        moves,
        entries,
    )
    assert send().status_code == 302
    assert send().status_code == 302
    assert (Attachment.objects.count(), MatterMove.objects.count()) == (2, moves + 1)
    assert len(files_in(file_storage)) == 4  # with their small versions
    assert first_break(cast.zone.id) is None


def test_a_program_is_told_so(cast: Cast, file_storage: Path) -> None:
    program = a_program(a_token(cast.clerk))
    body = {"body": f'{{"kind": "{cast.kind().id}", "title": "x"}}', "files": [photo()]}
    with full_disk():
        answer = program.post("/api/v1/matters/raise-matter", body)
    assert "no room" in problem(answer, 503, "no_room")["detail"]
    assert not Matter.objects.exists()
    assert files_in(file_storage) == []


def test_a_database_without_room_is_told_of_too(cast: Cast, clerk: Client) -> None:
    matter = in_hand(cast)

    def no_room(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if str(sql).startswith('INSERT INTO "matters_mattermove"'):
            raised = "RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'"
            sql, params, many = f"DO $$ BEGIN {raised}; END $$", None, False
        return execute(sql, params, many, context)

    page = f"/z/TZ/matters/{matter.id}/do/report-done/"
    with connection.execute_wrapper(no_room):
        refused = clerk.post(page, {"text": "done"})
    assert refused.status_code == 503
    assert "There is no room left on the server" in refused.content.decode()
    assert "Retry-After" not in refused
    matter.refresh_from_db()
    assert matter.status == "in_hand"


def test_a_backup_leaves_nothing_under_its_name(
    committed_db: None, file_storage: Path, tmp_path: Path
) -> None:
    a_zone()
    path = tmp_path / "zone.backup"
    with full_disk(), pytest.raises(BackupError, match=r"cannot be written"):
        write_backup(path, None)
    assert list(tmp_path.glob("*backup*")) == []
    assert list(tmp_path.glob(".*")) == []
    write_backup(path, None)
    verify(path, None)
