"""Evidence files in a bucket: kept, handed out to those who may see them, and nothing half kept."""

import hashlib
import io
import json
import socket
import urllib.request
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest
from click.testing import CliRunner
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image

from guatu.attachments.models import Attachment
from guatu.attachments.storage import thumbnail_place
from guatu.attachments.use_cases.attach_file import attach_file, attach_files
from guatu.audit.models import Entry
from guatu.cli.doctor import command as doctor
from guatu.config.files import files_from_environment
from guatu.core.errors import FilesUnavailable
from guatu.core.models import Zone
from tests.attachments.files import office_file, photo, upload
from tests.attachments.test_download_file import signed_in
from tests.builders import a_zone, an_actor, the_root
from tests.files.bucket import Bucket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unit_files")]


def filed(zone: Zone, *uploads: Any) -> list[Attachment]:
    actor = an_actor(zone, "office", username="filer")
    return attach_files(actor=actor, subject=the_root(zone), uploads={"files": list(uploads)})


def test_a_photo_is_written_anew_and_its_place_stays_in_the_row(bucket: Bucket) -> None:
    zone = a_zone("DY")
    (kept,) = filed(zone, photo("现场.JPG", width=3000, height=1500, place=(32.0, 119.5)))
    files = bucket.files()
    assert sorted(files) == sorted([kept.storage_name, thumbnail_place(kept.storage_name)])
    data = files[kept.storage_name]
    assert (len(data), hashlib.sha256(data).hexdigest()) == (kept.size, kept.sha256)
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (2560, 1280)
        assert not image.getexif()
    assert float(kept.latitude or 0) == 32.0
    assert float(kept.longitude or 0) == 119.5


def test_who_may_see_it_gets_it_through_the_application(bucket: Bucket) -> None:
    zone = a_zone()
    kept, document = filed(zone, photo("现场.jpg"), upload(office_file(), "合同.docx"))
    reader = signed_in(zone, "clerk", "reader")
    answer = reader.get(f"/z/TZ/files/{kept.id}/")
    assert answer.status_code == 200
    assert hashlib.sha256(b"".join(answer)).hexdigest() == kept.sha256  # type: ignore[call-overload]
    assert answer["Content-Length"] == str(kept.size)
    assert bucket.endpoint not in str(answer.headers)
    saved = reader.get(f"/z/TZ/files/{document.id}/")
    assert hashlib.sha256(b"".join(saved)).hexdigest() == document.sha256  # type: ignore[call-overload]
    assert len(b"".join(reader.get(f"/z/TZ/files/{kept.id}/small/"))) > 0  # type: ignore[call-overload]
    assert signed_in(zone, "auditor", "auditor").get(f"/z/TZ/files/{kept.id}/").status_code == 404
    assert Client().get(f"/z/TZ/files/{kept.id}/").status_code == 302


def test_nobody_without_keys_reads_the_bucket(bucket: Bucket) -> None:
    (kept,) = filed(a_zone(), photo())
    with pytest.raises(HTTPError, match="403"):
        urllib.request.urlopen(f"{bucket.endpoint}/{bucket.name}/{kept.storage_name}", timeout=5)  # noqa: S310


def test_one_request_reads_a_file(bucket: Bucket) -> None:
    (kept,) = filed(a_zone(), photo())
    bucket.asked.clear()
    with default_storage.open(kept.storage_name) as file:
        assert len(file.read()) == kept.size
    assert bucket.asked == [("GET", f"/{bucket.name}/{kept.storage_name}")]


def test_a_file_that_is_not_there_says_so(bucket: Bucket) -> None:
    zone = a_zone()
    (kept,) = filed(zone, photo())
    bucket.client.delete_object(Bucket=bucket.name, Key=kept.storage_name)
    assert signed_in(zone, "clerk", "reader").get(f"/z/TZ/files/{kept.id}/").status_code == 404
    with pytest.raises(FileNotFoundError):
        default_storage.size(kept.storage_name)


def test_a_name_is_never_written_over_and_never_leads_outside(
    server: Bucket, bucket: Bucket, settings: Any
) -> None:
    options = files_from_environment({**server.environment, "GUATU_S3_PREFIX": "/gua/tu/"}, Path())
    settings.STORAGES = {**settings.STORAGES, "default": options}
    first = default_storage.save("a/b.txt", ContentFile(b"one"))
    second = default_storage.save("a/b.txt", ContentFile(b"two"))
    assert first != second
    assert bucket.files() == {f"gua/tu/{first}": b"one", f"gua/tu/{second}": b"two"}
    assert default_storage.exists(first)
    assert default_storage.listdir("a")[0] == []
    assert sorted(default_storage.listdir("a")[1]) == sorted(Path(n).name for n in (first, second))
    default_storage.delete(first)
    assert not default_storage.exists(first)
    with pytest.raises(Exception, match=r"denied|Detected path traversal"):
        default_storage.save("../outside", ContentFile(b""))


def test_of_a_photo_whose_small_version_is_refused_nothing_stays(bucket: Bucket) -> None:
    bucket.refuses = lambda method, path: method == "PUT" and path.endswith(".thumb.jpg")
    zone = a_zone()
    with pytest.raises(FilesUnavailable, match=r"bucket guatu-files at .* refuses these keys"):
        filed(zone, upload(office_file(), "合同.docx"), photo())
    bucket.refuses = lambda method, path: False
    assert bucket.files() == {}
    assert not Attachment.objects.exists()
    assert not Entry.objects.filter(event="attachments.files.attached").exists()


def unreachable(settings: Any, **other: str) -> str:
    """A storage on a port that nobody listens on; its address."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        endpoint = f"http://127.0.0.1:{taken.getsockname()[1]}"
    environment = {"GUATU_S3_BUCKET": "far-away", "GUATU_S3_ENDPOINT": endpoint, "GUATU_S3_REGION": "r"}
    keys = {"GUATU_S3_KEY_ID": "k", "GUATU_S3_SECRET_KEY": "s"}
    options = files_from_environment({**environment, **keys, **other}, Path())
    settings.STORAGES = {**settings.STORAGES, "default": options}
    return endpoint


def test_a_bucket_out_of_reach_is_named_and_nothing_is_kept(
    bucket: Bucket, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    zone = a_zone()
    (kept,) = filed(zone, photo())
    endpoint = unreachable(settings)
    with pytest.raises(FilesUnavailable, match=f"bucket far-away at {endpoint} cannot be reached"):
        attach_file(
            actor=an_actor(zone, "office", username="second"),
            subject=the_root(zone),
            upload=photo("b.jpg", width=700),
        )
    assert list(Attachment.objects.all()) == [kept]
    answer = signed_in(zone, "clerk", "reader").get(f"/z/TZ/files/{kept.id}/")
    assert answer.status_code == 503
    assert "out of reach" in answer.content.decode()
    assert "far-away" not in answer.content.decode()
    assert f"bucket far-away at {endpoint} cannot be reached" in caplog.text


def test_a_bucket_that_is_not_there_is_named(server: Bucket, settings: Any) -> None:
    options = files_from_environment({**server.environment, "GUATU_S3_BUCKET": "no-such"}, Path())
    settings.STORAGES = {**settings.STORAGES, "default": options}
    with pytest.raises(FilesUnavailable, match=r"bucket no-such at .* does not exist"):
        default_storage.save("a", ContentFile(b"x"))
    with pytest.raises(FilesUnavailable, match=r"bucket no-such at .* does not exist"):
        default_storage.open("a")


def told() -> dict[str, tuple[bool, str]]:
    lines = json.loads(CliRunner().invoke(doctor, ["--json"]).output)
    return {line["check"]: (line["ok"], line["told"]) for line in lines}


@pytest.mark.forgets_zone  # the doctor tries the wall
def test_the_doctor_writes_reads_and_looks_whether_it_is_public(bucket: Bucket, settings: Any) -> None:
    where = f"bucket guatu-files at {bucket.endpoint}"
    found = told()
    assert found["storage"] == (True, f"{where} can be written and read")
    assert found["storage is private"] == (True, f"{where} is open to nobody without keys")
    bucket.public = True
    ok, said = told()["storage is private"]
    assert (ok, "is public" in said) == (False, True)
    bucket.public = False
    bucket.refuses = lambda method, path: method == "PUT"
    assert told()["storage"] == (False, f"cannot be written: {where} refuses these keys")
    bucket.refuses = lambda method, path: method == "DELETE"
    assert told()["storage"] == (False, f"cannot be deleted: {where} refuses these keys")
    endpoint = unreachable(settings)
    ok, said = told()["storage"]
    assert not ok
    assert said.startswith(f"cannot be written: bucket far-away at {endpoint} cannot be reached")
