"""Pictures: decoded within bounds, turned upright, made smaller, and written anew without the camera's metadata.

When and where a photo was taken is read first and returned beside it. What is returned was written by our own
encoder, so nothing hidden in the uploaded file lives on. Pure.
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import IO, Any

from PIL import ExifTags, Image, ImageCms, ImageOps

from guatu.attachments.file_kinds import HEIC, JPEG, PNG, WEBP, FileKind
from guatu.core.clock import CHINA

MAX_SIDE = 2560
THUMBNAIL_SIDE = 480
# A sequential JPEG is decoded at a fraction of its size; anything else has to be held as a whole.
MAX_PIXELS_SEQUENTIAL = 80_000_000
MAX_PIXELS = 30_000_000
_QUALITY = 85
_FORMATS = {JPEG: ["JPEG", "MPO"], PNG: ["PNG"], WEBP: ["WEBP"], HEIC: ["HEIF"]}


class BadPicture(Exception):
    """The file cannot be used as a picture. `code`: `unreadable`, `too_large` or `no_decoder`."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept. `taken_at` is aware, or None; the position is WGS 84 as the camera gave it."""

    kind: FileKind
    data: bytes
    thumbnail: bytes
    width: int
    height: int
    taken_at: datetime | None
    latitude: Decimal | None
    longitude: Decimal | None


def can_decode(kind: FileKind) -> bool:
    """Whether this installation can read pictures of that kind (HEIC needs a plug-in of Pillow's)."""
    Image.init()
    return any(name in Image.OPEN for name in _FORMATS.get(kind, ()))


def read_picture(file: IO[bytes], kind: FileKind) -> Picture:
    """Decode, turn upright, shrink to `MAX_SIDE` and encode anew: PNG stays PNG, all else becomes JPEG.

    Raises `BadPicture`. Memory is bounded by the pixel limits whatever the file holds.
    """
    if not can_decode(kind):
        raise BadPicture("no_decoder")
    file.seek(0)
    try:
        with Image.open(file, formats=_FORMATS[kind]) as image:
            _check_size(image)
            exif = image.getexif()
            taken_at, position = _taken_at(exif), _position(exif)
            # The gap lets a JPEG be decoded at half, a quarter or an eighth of its size, whatever still exceeds ours.
            image.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS, reducing_gap=1.0)
            upright = _plain(ImageOps.exif_transpose(image), keep_alpha=kind is PNG)
    except (BadPicture, MemoryError):
        raise
    except Image.DecompressionBombError as error:
        raise BadPicture("too_large") from error
    except Exception as error:  # decoders of hostile files fail in any way there is; all mean the same
        raise BadPicture("unreadable") from error
    small = upright.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Image.Resampling.LANCZOS)
    kept = PNG if kind is PNG else JPEG
    return Picture(
        kind=kept,
        data=_encode(upright, kept),
        thumbnail=_encode(_plain(small, keep_alpha=False), JPEG),
        width=upright.width,
        height=upright.height,
        taken_at=taken_at,
        latitude=position[0] if position else None,
        longitude=position[1] if position else None,
    )


def _check_size(image: Image.Image) -> None:
    sequential = image.format in {"JPEG", "MPO"} and not image.info.get("progressive")
    if image.width * image.height > (MAX_PIXELS_SEQUENTIAL if sequential else MAX_PIXELS):
        raise BadPicture("too_large")


def _plain(image: Image.Image, *, keep_alpha: bool) -> Image.Image:
    """In sRGB without any metadata; transparent parts white unless they may stay."""
    profile = image.info.get("icc_profile")
    if image.mode in {"I", "I;16", "I;16B", "I;16L"}:
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in {"LA", "PA", "La", "RGBa"} or (image.mode == "P" and "transparency" in image.info):
        image = image.convert("RGBA")
    if profile and image.mode in {"RGB", "RGBA", "CMYK", "L"}:
        image = _to_srgb(image, profile)
    if image.mode == "RGBA" and not keep_alpha:
        ground = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(ground, image)
    if image.mode != "RGBA" or not keep_alpha:
        image = image.convert("RGB")
    plain = image.copy()
    plain.info = {}
    return plain


def _to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image  # a broken profile costs exact colours, not the evidence
    return converted or image


def _encode(image: Image.Image, kind: FileKind) -> bytes:
    out = io.BytesIO()
    if kind is PNG:
        image.save(out, "PNG", optimize=False)
    else:
        image.save(out, "JPEG", quality=_QUALITY, progressive=False)
    return out.getvalue()


def _taken_at(exif: Image.Exif) -> datetime | None:
    """The camera's own moment; in China's time zone where it names none."""
    try:
        details = exif.get_ifd(ExifTags.IFD.Exif)
        text = str(details.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime) or "")
        moment = datetime.strptime(text.strip("\0 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - zone follows
        offset = _offset(str(details.get(ExifTags.Base.OffsetTimeOriginal) or ""))
        return moment.replace(tzinfo=offset or CHINA).astimezone(UTC)
    except Exception:
        return None


def _offset(text: str) -> timezone | None:
    """`+08:00` as a time zone."""
    if len(text) < 6 or text[0] not in "+-" or text[3] != ":":
        return None
    minutes = int(text[1:3]) * 60 + int(text[4:6])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


def _position(exif: Image.Exif) -> tuple[Decimal, Decimal] | None:
    """Latitude and longitude in degrees, or None where they are missing or make no sense."""
    try:
        gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
        latitude = _degrees(gps[ExifTags.GPS.GPSLatitude], gps.get(ExifTags.GPS.GPSLatitudeRef) == "S")
        longitude = _degrees(gps[ExifTags.GPS.GPSLongitude], gps.get(ExifTags.GPS.GPSLongitudeRef) == "W")
    except Exception:
        return None
    if not (math.isfinite(latitude) and math.isfinite(longitude)):
        return None
    # A camera without a fix writes zeros.
    if abs(latitude) > 90 or abs(longitude) > 180 or (latitude == 0 and longitude == 0):
        return None
    return Decimal(f"{latitude:.6f}"), Decimal(f"{longitude:.6f}")


def _degrees(parts: Any, negative: bool) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    value = degrees + minutes / 60 + seconds / 3600
    return -value if negative else value
