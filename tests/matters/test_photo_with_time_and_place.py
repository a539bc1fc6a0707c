"""Evidence whose time and place are known: from the camera, or stated by the phone and said so; distance warns."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.attachments.models import Attachment
from guatu.attachments.stated import read_stated, with_stated
from guatu.core.clock import CHINA
from guatu.core.errors import InvalidInput
from guatu.matters.choices import Act, Evidence
from guatu.matters.models.matter import Matter
from guatu.matters.rules.distance import is_far, metres_between
from guatu.matters.use_cases.define_matter_kind import KindTerms, define_matter_kind
from guatu.matters.use_cases.raise_matter import Place
from guatu.matters.use_cases.report_matter_done import report_matter_done
from tests.attachments.files import camera_data, photo, picture, upload
from tests.matters.matter_builders import Cast, at, fresh, in_hand
from tests.projects.page_builders import signed_in

pytestmark = pytest.mark.usefixtures("file_storage")
HERE = (Decimal("119.580000"), Decimal("32.010000"))
TAKEN = datetime(2018, 7, 2, 2, tzinfo=UTC)
east = st.decimals(Decimal(100), Decimal(125), places=6)
north = st.decimals(Decimal(20), Decimal(50), places=6)


@given(east, north, east, north)
def test_distance_is_the_same_both_ways(x1: Decimal, y1: Decimal, x2: Decimal, y2: Decimal) -> None:
    there, back = metres_between((x1, y1), (x2, y2)), metres_between((x2, y2), (x1, y1))
    assert there == back >= 0
    assert metres_between((x1, y1), (x1, y1)) == 0
    assert is_far(there, 0, there - 1)
    assert not is_far(there, 1, there - 1)


def test_a_hundredth_of_a_degree_north_is_1112_metres() -> None:
    assert metres_between(HERE, (HERE[0], HERE[1] + Decimal("0.01"))) == 1112


@given(st.text(max_size=200))
def test_whatever_a_browser_states_is_read(text: str) -> None:
    assert isinstance(read_stated(text), list)


@pytest.mark.parametrize(
    "given",
    [
        {"at": "2018-07-02T02:00:00", "latitude": 32, "longitude": 119},
        {"at": "2018-07-02T02:00:00Z", "latitude": 0, "longitude": 0},
        {"at": "2018-07-02T02:00:00Z", "latitude": 100, "longitude": 119},
        {"at": "2018-07-02T02:00:00Z", "latitude": "NaN", "longitude": 119},
        {"at": "2018-07-02T02:00:00Z", "latitude": 32, "longitude": 119, "accuracy": -3},
        {"latitude": 32, "longitude": 119},
        7,
    ],
)
def test_what_makes_no_sense_is_not_stated(given: Any) -> None:
    assert read_stated(json.dumps([given, None])) == [None, None]


def stated(latitude: str = "32.010500", **values: Any) -> str:
    said = {"at": "2018-07-02T02:00:00Z", "latitude": latitude, "longitude": "119.58", "accuracy": 20}
    return json.dumps([said | values])


def plain() -> Any:
    return upload(picture(), "plain.jpg", "image/jpeg")


def from_camera(place: tuple[float, float] | None) -> Any:
    exif = camera_data(taken=TAKEN.astimezone(CHINA), place=place)
    return upload(picture(exif=exif), "camera.jpg", "image/jpeg")


@pytest.mark.django_db
class TestEvidence:
    @pytest.fixture(autouse=True)
    def _monday(self, cast: Cast) -> Any:
        with at():
            kind = cast.kind("hazard")
            terms = KindTerms(**{name: getattr(kind, name) for name in KindTerms.__slots__})
            terms = replace(terms, evidence=[Evidence.PLACED_PHOTO.value])
            define_matter_kind(actor=cast.office, code="hazard", terms=terms)
            yield

    def a_hazard(self, cast: Cast) -> Matter:
        return in_hand(cast, "hazard", place=Place("一号路", *HERE))

    def test_a_photo_without_time_or_place_is_not_enough(self, cast: Cast) -> None:
        for files in ([], [plain()], [from_camera(None)], with_stated([plain()], "[null]")):
            with pytest.raises(InvalidInput) as error:
                report_matter_done(actor=cast.clerk, matter=self.a_hazard(cast), text="好了。", files=files)
            assert error.value.faults[0].place == "files"

    def test_the_cameras_own_word_counts_first(self, cast: Cast) -> None:
        matter = self.a_hazard(cast)
        files = with_stated([from_camera((32.010, 119.581))], stated())
        report_matter_done(actor=cast.clerk, matter=matter, text="好了。", files=files)
        kept = Attachment.objects.get()
        assert (kept.latitude, kept.stated_latitude) == (Decimal("32.010000"), Decimal("32.010500"))
        assert kept.stated_at == TAKEN
        page = signed_in(cast.supervisor).get(f"/z/TZ/matters/{matter.id}/").content.decode()
        assert "94 m from the place" in page
        assert "stated by the phone" not in page

    def test_the_phone_is_believed_and_named(self, cast: Cast) -> None:
        matter = self.a_hazard(cast)
        url = f"/z/TZ/matters/{matter.id}/do/{Act.REPORT_DONE.value}/"
        clerk = signed_in(cast.clerk)
        assert 'data-stated="photos_stated"' in clerk.get(url).content.decode()
        sent = {"text": "好了。", "photos": [plain()]}
        assert clerk.post(url, sent).status_code == 422
        sent = {"text": "好了。", "photos": [plain()], "photos_stated": stated()}
        assert clerk.post(url, sent).status_code == 302
        page = signed_in(cast.supervisor).get(f"/z/TZ/matters/{matter.id}/").content.decode()
        assert "56 m from the place" in page
        assert "stated by the phone, ±20 m" in page
        kept = Attachment.objects.get()
        assert (kept.latitude, kept.taken_at, kept.stated_accuracy) == (None, None, 20)

    def test_far_away_warns_whoever_verifies_and_refuses_nothing(self, cast: Cast) -> None:
        matter = self.a_hazard(cast)
        files = with_stated([plain()], stated("32.020000"))
        report_matter_done(actor=cast.clerk, matter=matter, text="好了。", files=files)
        url = f"/z/TZ/matters/{matter.id}/do/{Act.PASS_AND_CLOSE.value}/"
        supervisor = signed_in(cast.supervisor)
        page = supervisor.get(url).content.decode()
        assert "look twice" in page
        assert "1112 m from the place" in page
        assert "farther than 300 m" in page
        assert supervisor.post(url, {"text": ""}).status_code == 302
        assert fresh(matter).status == "closed"

    def test_near_enough_warns_nobody(self, cast: Cast) -> None:
        matter = self.a_hazard(cast)
        files = with_stated([plain()], stated("32.012800", accuracy=50))
        report_matter_done(actor=cast.clerk, matter=matter, text="好了。", files=files)
        url = f"/z/TZ/matters/{matter.id}/do/{Act.PASS_AND_CLOSE.value}/"
        assert "look twice" not in signed_in(cast.supervisor).get(url).content.decode()

    def test_where_no_place_is_known_no_distance_is_shown(self, cast: Cast) -> None:
        matter = in_hand(cast, "hazard")
        files = with_stated([plain()], stated())
        report_matter_done(actor=cast.clerk, matter=matter, text="好了。", files=files)
        page = signed_in(cast.supervisor).get(f"/z/TZ/matters/{matter.id}/").content.decode()
        assert "from the place" not in page
        assert "32.01050" in page

    def test_the_limit_is_the_kinds(self, cast: Cast) -> None:
        kind = cast.kind("hazard")
        terms = KindTerms(**{name: getattr(kind, name) for name in KindTerms.__slots__})
        for metres in (0, 100_001):
            with pytest.raises(InvalidInput):
                define_matter_kind(
                    actor=cast.office, code="hazard", terms=replace(terms, photo_radius=metres)
                )
        define_matter_kind(actor=cast.office, code="hazard", terms=replace(terms, photo_radius=2000))
        matter = self.a_hazard(cast)
        files = with_stated([plain(), photo("b.jpg")], stated("32.020000"))
        report_matter_done(actor=cast.clerk, matter=matter, text="好了。", files=files)
        url = f"/z/TZ/matters/{matter.id}/do/{Act.PASS.value}/"
        assert "look twice" not in signed_in(cast.supervisor).get(url).content.decode()
