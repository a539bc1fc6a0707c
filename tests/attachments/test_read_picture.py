"""Pictures are decoded within bounds and written anew."""

import io
import tracemalloc
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from guatu.attachments.file_kinds import HEIC, JPEG, PNG, WEBP
from guatu.attachments.images import MAX_SIDE, THUMBNAIL_SIDE, BadPicture, can_decode, read_picture
from tests.attachments.files import camera_data, huge_png, picture

TAKEN = datetime(2018, 6, 30, 14, 5, 9)  # noqa: DTZ001 - a camera's clock has no zone


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def test_keeps_when_and_where_and_strips_the_rest() -> None:
    exif = camera_data(taken=TAKEN, place=(32.012345, 119.654321))
    kept = read_picture(io.BytesIO(picture(exif=exif, comment=b"secret", xmp=b"<x>secret</x>")), JPEG)
    assert kept.taken_at == datetime(2018, 6, 30, 6, 5, 9, tzinfo=UTC)
    assert (kept.latitude, kept.longitude) == (Decimal("32.012345"), Decimal("119.654321"))
    for data in (kept.data, kept.thumbnail):
        assert not opened(data).getexif()
        assert b"Secret" not in data
        assert b"secret" not in data


def test_png_loses_its_texts_and_keeps_its_transparency() -> None:
    image = Image.new("RGBA", (50, 40), (255, 0, 0, 0))
    out = io.BytesIO()
    exif = camera_data(taken=TAKEN)
    image.save(out, "PNG", exif=exif)
    kept = read_picture(io.BytesIO(out.getvalue()), PNG)
    again = opened(kept.data)
    assert (again.format, again.mode, again.getpixel((5, 5))) == ("PNG", "RGBA", (255, 0, 0, 0))
    assert not again.getexif()
    assert opened(kept.thumbnail).getpixel((5, 5)) == (255, 255, 255)


def test_reads_the_cameras_own_time_zone() -> None:
    exif = camera_data(taken=TAKEN, offset="-02:30")
    assert read_picture(io.BytesIO(picture(exif=exif)), JPEG).taken_at == datetime(
        2018, 6, 30, 16, 35, 9, tzinfo=UTC
    )


def test_southern_and_western_places_are_negative() -> None:
    kept = read_picture(io.BytesIO(picture(exif=camera_data(place=(-33.5, -70.25)))), JPEG)
    assert (kept.latitude, kept.longitude) == (Decimal("-33.500000"), Decimal("-70.250000"))


def test_a_camera_without_a_fix_was_nowhere() -> None:
    kept = read_picture(io.BytesIO(picture(exif=camera_data(place=(0.0, 0.0)))), JPEG)
    assert kept.latitude is None
    assert kept.taken_at is None


def test_turns_upright() -> None:
    kept = read_picture(io.BytesIO(picture(400, 200, exif=camera_data(orientation=6))), JPEG)
    assert (kept.width, kept.height) == (200, 400)
    red, _green, blue = opened(kept.data).convert("RGB").getpixel((100, 50))  # type: ignore[misc]
    assert red > 200
    assert blue < 60


def test_shrinks_what_is_larger_and_leaves_what_is_smaller() -> None:
    large = read_picture(io.BytesIO(picture(6000, 3000)), JPEG)
    assert (large.width, large.height) == (MAX_SIDE, MAX_SIDE // 2)
    assert opened(large.data).size == (large.width, large.height)
    assert max(opened(large.thumbnail).size) == THUMBNAIL_SIDE
    small = read_picture(io.BytesIO(picture(30, 20)), JPEG)
    assert (small.width, small.height) == (30, 20)


@pytest.mark.parametrize("mode", ["L", "CMYK", "RGB"])
def test_every_usual_mode_becomes_rgb_jpeg(mode: str) -> None:
    kept = read_picture(io.BytesIO(picture(mode=mode)), JPEG)
    assert (opened(kept.data).format, opened(kept.data).mode) == ("JPEG", "RGB")


def test_webp_becomes_jpeg() -> None:
    kept = read_picture(io.BytesIO(picture(format="WEBP")), WEBP)
    assert opened(kept.data).format == "JPEG"
    assert kept.kind is JPEG


def test_sixteen_bit_scan_keeps_its_greys() -> None:
    image = Image.new("I;16", (20, 20), 32768)
    out = io.BytesIO()
    image.save(out, "PNG")
    grey = opened(read_picture(io.BytesIO(out.getvalue()), PNG).data).convert("L").getpixel((3, 3))
    assert grey == 128


def test_a_decompression_bomb_is_refused_before_it_is_decoded() -> None:
    tracemalloc.start()
    try:
        for data in (huge_png(30_000, 30_000), huge_png(9_000, 9_000)):
            with pytest.raises(BadPicture, match="too_large"):
                read_picture(io.BytesIO(data), PNG)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20 * 1024 * 1024


def test_heic_without_a_decoder_is_told_so() -> None:
    assert not can_decode(HEIC)
    with pytest.raises(BadPicture, match="no_decoder"):
        read_picture(io.BytesIO(b"\0\0\0\x18ftypheic"), HEIC)


@pytest.mark.parametrize("kept_bytes", [3, 20, 200, 900])
def test_a_truncated_photo_is_unreadable(kept_bytes: int) -> None:
    with pytest.raises(BadPicture, match="unreadable"):
        read_picture(io.BytesIO(picture()[:kept_bytes]), JPEG)


@given(st.integers(0, 2000), st.binary(min_size=1, max_size=16))
def test_a_damaged_photo_is_read_or_refused_and_nothing_else(place: int, damage: bytes) -> None:
    data = bytearray(picture(exif=camera_data(taken=TAKEN, place=(32.0, 119.0))))
    data[place : place + len(damage)] = damage
    try:
        kept = read_picture(io.BytesIO(bytes(data)), JPEG)
    except BadPicture:
        return
    assert opened(kept.data).size == (kept.width, kept.height)


def test_one_format_is_not_read_as_another() -> None:
    with pytest.raises(BadPicture, match="unreadable"):
        read_picture(io.BytesIO(picture(format="PNG")), JPEG)
