"""Files as people upload them, made in memory: photos with and without the camera's data, documents, traps."""

import io
import struct
import zipfile
import zlib
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image
from PIL.TiffImagePlugin import IFDRational

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def upload(data: bytes, name: str = "file.bin", said: str = "application/octet-stream") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, said)


def picture(
    width: int = 640, height: int = 480, *, format: str = "JPEG", mode: str = "RGB", **save: Any
) -> bytes:
    """Left half red, right half blue, so that one can tell which way up it is."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("blue", (width // 2, 0, width, height))
    out = io.BytesIO()
    image.convert(mode).save(out, format, **save)
    return out.getvalue()


def camera_data(
    *,
    taken: datetime | None = None,
    offset: str = "",
    place: tuple[float, float] | None = None,
    orientation: int = 1,
) -> Image.Exif:
    """What a camera writes into a photo."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = "Secret Camera"
    details = exif.get_ifd(ExifTags.IFD.Exif)
    if taken is not None:
        details[ExifTags.Base.DateTimeOriginal] = taken.strftime("%Y:%m:%d %H:%M:%S")
        if offset:
            details[ExifTags.Base.OffsetTimeOriginal] = offset
    if place is not None:
        gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
        latitude, longitude = place
        gps[ExifTags.GPS.GPSLatitudeRef] = "N" if latitude >= 0 else "S"
        gps[ExifTags.GPS.GPSLatitude] = _sexagesimal(abs(latitude))
        gps[ExifTags.GPS.GPSLongitudeRef] = "E" if longitude >= 0 else "W"
        gps[ExifTags.GPS.GPSLongitude] = _sexagesimal(abs(longitude))
    return exif


def _sexagesimal(degrees: float) -> tuple[IFDRational, IFDRational, IFDRational]:
    whole, rest = divmod(degrees, 1)
    minutes, rest = divmod(rest * 60, 1)
    return IFDRational(int(whole)), IFDRational(int(minutes)), IFDRational(round(rest * 60 * 10_000), 10_000)


def photo(
    name: str = "IMG_0001.jpg", *, width: int = 640, height: int = 480, **camera: Any
) -> SimpleUploadedFile:
    """A JPEG photo with the camera's data."""
    return upload(picture(width, height, exif=camera_data(**camera)), name, "image/jpeg")


def office_file(main: str = WORD, *, macros: bool = False, parts: int = 0) -> bytes:
    """A minimal docx or xlsx package."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", f'<Types><Override ContentType="{main}"/></Types>')
        package.writestr("word/document.xml", "<document/>")
        if macros:
            package.writestr("word/vbaProject.bin", b"macro")
        for number in range(parts):
            package.writestr(f"part{number:06}", b"")
    return out.getvalue()


def huge_png(width: int, height: int) -> bytes:
    """A small file that says it has very many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
