"""Adding evidence files to an object."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from guatu.attachments.models import Attachment
from guatu.attachments.uploads import MAX_BYTES, clean_name, with_extension
from guatu.attachments.use_cases import attach_file as module
from guatu.attachments.use_cases.attach_file import MAX_FILES, attach_file, attach_files
from guatu.audit.models import Entry
from guatu.core.clock import frozen_at
from guatu.core.errors import InvalidInput, NotAllowed
from tests.attachments.files import office_file, photo, picture, upload
from tests.builders import a_unit, a_zone, an_actor, the_root

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_storage", "unit_files", "in_english")]

TAKEN = datetime(2018, 6, 30, 14, 5, 9)  # noqa: DTZ001 - a camera's clock has no zone


def test_keeps_a_photo_with_what_the_camera_knew(file_storage: Path) -> None:
    zone = a_zone("DY")
    with frozen_at(datetime(2018, 6, 30, 17, tzinfo=UTC)):  # 1 July in China
        kept = attach_file(
            actor=an_actor(zone, "office"),
            subject=the_root(zone),
            upload=photo("现场.JPG", width=3000, height=1500, taken=TAKEN, place=(32.0, 119.5)),
        )
    kept.refresh_from_db()
    assert (kept.name, kept.content_type, kept.is_image) == ("现场.JPG", "image/jpeg", True)
    assert (kept.width, kept.height) == (2560, 1280)
    assert kept.taken_at == datetime(2018, 6, 30, 6, 5, 9, tzinfo=UTC)
    assert kept.latitude is not None
    assert kept.storage_name == f"DY/2018/07/{kept.id}.jpg"
    data = (file_storage / kept.storage_name).read_bytes()
    assert (len(data), hashlib.sha256(data).hexdigest()) == (kept.size, kept.sha256)
    assert (file_storage / f"DY/2018/07/{kept.id}.thumb.jpg").exists()


def test_records_the_hash_of_what_came_in() -> None:
    zone = a_zone()
    data = office_file()
    kept = attach_file(
        actor=an_actor(zone, "office"), subject=the_root(zone), upload=upload(data, "合同.docx")
    )
    entry = Entry.objects.get(event="attachments.files.attached")
    assert entry.data["sha256"] == [hashlib.sha256(data).hexdigest()] == [kept.sha256]
    assert entry.data["names"] == ["合同.docx"]
    assert entry.about == [the_root(zone).id, zone.id]


def test_the_same_file_twice_is_kept_once() -> None:
    zone = a_zone()
    actor, root = an_actor(zone, "office"), the_root(zone)
    first = attach_file(actor=actor, subject=root, upload=photo())
    again = attach_files(actor=actor, subject=root, uploads={"files": [photo("other.jpg"), photo()]})
    assert [a.id for a in again] == [first.id, first.id]
    assert Attachment.objects.count() == 1
    assert Entry.objects.filter(event="attachments.files.attached").count() == 1


def test_refuses_what_is_not_what_it_is_called(file_storage: Path) -> None:
    zone = a_zone()
    uploads = [
        upload(b"<svg onload='x'/>", "photo.jpg", "image/jpeg"),
        upload(b"", "empty.pdf"),
        upload(picture()[:300], "half.jpg"),
        upload(b"\0\0\0\x18ftypheic" + b"\0" * 60, "IMG.HEIC"),
        photo("good.jpg"),
    ]
    with pytest.raises(InvalidInput) as caught:
        attach_files(actor=an_actor(zone, "office"), subject=the_root(zone), uploads={"photos": uploads})
    assert [(f.place, f.code) for f in caught.value.faults] == [
        ("photos", "kind"),
        ("photos", "empty"),
        ("photos", "unreadable"),
        ("photos", "no_decoder"),
    ]
    assert "photo.jpg" in caught.value.faults[0].message
    assert not Attachment.objects.exists()
    assert not file_storage.exists()


def test_refuses_a_document_where_photos_are_asked_for() -> None:
    zone = a_zone()
    with pytest.raises(InvalidInput, match=r"plan\.docx"):
        attach_files(
            actor=an_actor(zone, "office"),
            subject=the_root(zone),
            uploads={"photos": [upload(office_file(), "plan.docx")]},
            images_only={"photos"},
        )


def test_refuses_too_big_and_too_many() -> None:
    zone = a_zone()
    actor, root = an_actor(zone, "office"), the_root(zone)
    with pytest.raises(InvalidInput, match="21 MB"):
        attach_file(actor=actor, subject=root, upload=upload(b"%PDF-" + b"0" * MAX_BYTES, "big.pdf"))
    with pytest.raises(InvalidInput, match=str(MAX_FILES)):
        attach_files(actor=actor, subject=root, uploads={"files": [photo()] * (MAX_FILES + 1)})


def test_a_failure_leaves_no_file_behind(file_storage: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    zone = a_zone()
    real, calls = Attachment.objects.create, []

    def fail_second(**values: object) -> Attachment:
        calls.append(values)
        if len(calls) == 2:
            raise RuntimeError("no more rows")
        return real(**values)

    monkeypatch.setattr(module.Attachment.objects, "create", fail_second)
    with pytest.raises(RuntimeError, match="no more rows"):
        attach_files(
            actor=an_actor(zone, "office"),
            subject=the_root(zone),
            uploads={"files": [photo(), upload(office_file(), "b.docx")]},
        )
    assert [path for path in file_storage.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("role", ["clerk", "leader", "grid_worker", "auditor"])
def test_refuses_whom_the_subject_refuses(role: str) -> None:
    zone = a_zone()
    with pytest.raises(NotAllowed, match=r"attachments\.attach_file"):
        attach_file(actor=an_actor(zone, role), subject=the_root(zone), upload=photo())


def test_refuses_another_zones_subject() -> None:
    here, there = a_zone("A"), a_zone("B")
    with pytest.raises(NotAllowed):
        attach_file(actor=an_actor(here, "office"), subject=a_unit(there), upload=photo())


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("..\\..\\etc/passwd", "passwd"),
        ("/a/b/现场 照片.jpg", "现场 照片.jpg"),
        ("photo\u202egpj.exe", "photo gpj.exe"),
        ('a"b\r\nc.pdf', "a b c.pdf"),
        ("...", ""),
    ],
)
def test_names_are_harmless(name: str, clean: str) -> None:
    assert clean_name(name) == clean


@pytest.mark.parametrize(
    ("name", "extension", "result"),
    [
        ("a.jpeg", "jpg", "a.jpeg"),
        ("a.heic", "jpg", "a.jpg"),
        ("a.exe", "pdf", "a.exe.pdf"),
        ("a", "png", "a.png"),
        ("长" * 300 + ".pdf", "pdf", "长" * 196 + ".pdf"),
    ],
)
def test_names_end_as_their_content_asks(name: str, extension: str, result: str) -> None:
    assert with_extension(name, extension) == result
