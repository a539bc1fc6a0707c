"""Handing out evidence files."""

from pathlib import Path

import pytest
from django.core.exceptions import RequestDataTooBig
from django.test import Client

from guatu.accounts.models import User
from guatu.attachments.models import Attachment
from guatu.attachments.upload_limit import MAX_REQUEST_BYTES, LimitedUpload
from guatu.attachments.use_cases.attach_file import attach_file
from guatu.core.models import Zone
from tests.attachments.files import office_file, photo, upload
from tests.builders import a_zone, an_actor, the_root

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_storage", "unit_files")]


def a_photo(zone: Zone) -> Attachment:
    return attach_file(
        actor=an_actor(zone, "office", username="filer"), subject=the_root(zone), upload=photo("现场.jpg")
    )


def signed_in(zone: Zone, role: str, username: str) -> Client:
    an_actor(zone, role, username=username)
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def test_shows_a_photo_and_its_small_version() -> None:
    zone = a_zone()
    kept = a_photo(zone)
    client = signed_in(zone, "clerk", "reader")
    answer = client.get(f"/z/TZ/files/{kept.id}/")
    body = b"".join(answer)  # type: ignore[call-overload]
    assert answer.status_code == 200
    assert len(body) == kept.size
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "private" in answer["Cache-Control"]
    small = client.get(f"/z/TZ/files/{kept.id}/small/")
    assert 0 < len(b"".join(small)) < len(body)  # type: ignore[call-overload]
    saved = client.get(f"/z/TZ/files/{kept.id}/?save")
    assert saved["Content-Disposition"].startswith("attachment")
    again = client.get(f"/z/TZ/files/{kept.id}/", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_offers_a_document_for_saving_only() -> None:
    zone = a_zone()
    kept = attach_file(
        actor=an_actor(zone, "office", username="filer"),
        subject=the_root(zone),
        upload=upload(office_file(), "施工合同.docx"),
    )
    client = signed_in(zone, "clerk", "reader")
    answer = client.get(f"/z/TZ/files/{kept.id}/")
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%E6%96%BD")
    assert client.get(f"/z/TZ/files/{kept.id}/small/").status_code == 404


@pytest.mark.parametrize("place", ["", "small/"])
def test_what_may_not_be_seen_does_not_exist(place: str) -> None:
    here, there = a_zone("A"), a_zone("B")
    kept = a_photo(here)
    stranger = signed_in(there, "office", "stranger")
    auditor = signed_in(here, "auditor", "auditor")
    assert stranger.get(f"/z/A/files/{kept.id}/{place}").status_code == 404
    assert stranger.get(f"/z/B/files/{kept.id}/{place}").status_code == 404
    assert auditor.get(f"/z/A/files/{kept.id}/{place}").status_code == 404
    assert Client().get(f"/z/A/files/{kept.id}/{place}").status_code == 302


def test_files_of_an_unregistered_kind_are_seen_by_nobody() -> None:
    zone = a_zone()
    kept = a_photo(zone)
    Attachment.objects.filter(id=kept.id).update(subject_type="organization.person")
    assert signed_in(zone, "office_head", "head").get(f"/z/TZ/files/{kept.id}/").status_code == 404


def test_a_file_missing_from_the_storage_says_so(file_storage: Path) -> None:
    zone = a_zone()
    kept = a_photo(zone)
    (file_storage / kept.storage_name).unlink()
    answer = signed_in(zone, "clerk", "reader").get(
        f"/z/TZ/files/{kept.id}/", headers={"Accept-Language": "en"}
    )
    assert answer.status_code == 404


def test_only_reading_is_served() -> None:
    zone = a_zone()
    kept = a_photo(zone)
    assert signed_in(zone, "office", "o").post(f"/z/TZ/files/{kept.id}/").status_code == 405


def test_a_request_that_carries_too_much_is_turned_away() -> None:
    handler = LimitedUpload()
    with pytest.raises(RequestDataTooBig):
        handler.handle_raw_input(None, {}, MAX_REQUEST_BYTES + 1, b"")
    handler.handle_raw_input(None, {}, 10, b"")
    assert handler.receive_data_chunk(b"abc", 0) == b"abc"
    handler.received = MAX_REQUEST_BYTES
    with pytest.raises(RequestDataTooBig):
        handler.receive_data_chunk(b"x", 0)
