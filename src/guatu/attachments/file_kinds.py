"""What a file is, by its content; its name and the browser's word count for nothing. Pure.

Whatever is not on the list is refused, so that nothing a browser could run (SVG, HTML) and nothing a computer
could run is ever kept as evidence.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO

HEAD = 64
# An office file's list of parts; a longer one is a trap, not a document.
_DIRECTORY_BYTES = 1024 * 1024
_CONTENT_TYPES_BYTES = 256 * 1024
_HEIF_BRANDS = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
)


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind that is taken in: its media type, its usual ending, and whether it is a picture."""

    content_type: str
    extension: str
    is_image: bool = False


JPEG = FileKind("image/jpeg", "jpg", True)
PNG = FileKind("image/png", "png", True)
WEBP = FileKind("image/webp", "webp", True)
HEIC = FileKind("image/heic", "heic", True)
PDF = FileKind("application/pdf", "pdf")
DOCX = FileKind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx")
XLSX = FileKind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx")

_MAIN_PARTS = {
    b"wordprocessingml.document.main+xml": DOCX,
    b"spreadsheetml.sheet.main+xml": XLSX,
}


def kind_of(file: IO[bytes]) -> FileKind | None:
    """The kind of a seekable binary file, or None for everything that is not taken in.

    Reads a bounded part of the file and leaves it at its beginning. A document with macros is not taken in.
    """
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        return HEIC
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return _office_kind(file)
    return None


def _office_kind(file: IO[bytes]) -> FileKind | None:
    """The kind of a zip that says it is a Word or Excel document without macros."""
    try:
        if not _directory_is_small(file):
            return None
        with zipfile.ZipFile(file) as package:
            names = {name.lower() for name in package.namelist()}
            if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
                return None
            with package.open("[Content_Types].xml") as part:
                types = part.read(_CONTENT_TYPES_BYTES)
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        OSError,
        ValueError,
        RuntimeError,
        NotImplementedError,
        EOFError,
    ):
        return None
    finally:
        file.seek(0)
    found = {kind for mark, kind in _MAIN_PARTS.items() if mark in types}
    return found.pop() if len(found) == 1 else None


def _directory_is_small(file: IO[bytes]) -> bool:
    """Whether the zip's directory, which is read as a whole, is no longer than a document's can be."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - 65_557))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        return False
    (directory_bytes,) = struct.unpack_from("<I", tail, at + 12)
    return bool(directory_bytes <= _DIRECTORY_BYTES)
