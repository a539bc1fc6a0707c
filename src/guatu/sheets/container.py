"""What kind of file it is, by its content, and whether it is safe to unpack. Part of the reading process."""

import io
import re
import zipfile
import zlib

from guatu.sheets.limits import MIB, Limits, Refusal

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"MZ",
    b"\x7fELF",
    b"{\\rtf",
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|style|script|div)\b", re.IGNORECASE)


def kind_of(data: bytes) -> str:
    """`xlsx`, `xls` or `csv`; raises `Refusal` for everything else."""
    if not data:
        raise Refusal("empty")
    if data.startswith(b"PK"):
        return "xlsx"
    if data.startswith(_OLE):
        return _check_ole(data)
    if data.startswith(_FOREIGN):
        raise Refusal("not_a_workbook")
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"<?xml") and b"urn:schemas-microsoft-com:office:spreadsheet" in text:
        raise Refusal("old_xml")
    if text.startswith(b"<") and _HTML.search(text):
        raise Refusal("web_page")
    if text.startswith((b"<?xml", b"MIME-Version:")):
        raise Refusal("web_page")
    return "csv"


def _check_ole(data: bytes) -> str:
    """A compound file: an old .xls, or something else in the same wrapper. An entry has 128 bytes."""

    def has(name: str) -> bool:
        needle = name.encode("utf-16-le") + b"\0\0"
        at = data.find(needle)
        while at >= 0:
            if at % 128 == 0:
                return True
            at = data.find(needle, at + 1)
        return False

    if has("EncryptedPackage"):
        raise Refusal("encrypted")
    if has("WordDocument"):
        raise Refusal("text_document")
    if has("_VBA_PROJECT_CUR") or has("_VBA_PROJECT"):
        raise Refusal("macros")
    if not (has("Workbook") or has("Book")):
        raise Refusal("not_a_workbook")
    return "xls"


def open_package(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """The zip of an xlsx file, after checking that it is one and how much it unpacks to.

    What the parts declare is checked here, what they really hold in `read_part`.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Refusal("corrupt") from error
    names = {part.filename for part in parts}
    _check_names(names)
    if len(parts) > limits.parts or len(names) != len(parts):
        raise Refusal("too_many_parts", limit=limits.parts)
    if any(part.flag_bits & 1 for part in parts):
        raise Refusal("encrypted")
    if sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise Refusal("unpacked_too_big", limit=limits.unpacked_bytes // MIB)
    return package


def _check_names(names: set[str]) -> None:
    lower = {name.lower() for name in names}
    if any(name.endswith(("vbaproject.bin", "vbadata.xml")) or "/macrosheets/" in name for name in lower):
        raise Refusal("macros")
    if "xl/workbook.bin" in lower:
        raise Refusal("binary_workbook")
    if any(name.startswith(("word/", "ppt/")) for name in lower):
        raise Refusal("text_document")
    if "content.xml" in lower:
        raise Refusal("open_document")
    if "[content_types].xml" not in lower:
        raise Refusal("not_a_workbook")


def read_part(package: zipfile.ZipFile, name: str, limits: Limits) -> bytes:
    """The unpacked bytes of one part, b"" when there is none; at most the limit, whatever it declares."""
    try:
        with package.open(name) as part:
            data = part.read(limits.unpacked_bytes + 1)
    except KeyError:
        return b""
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise Refusal("corrupt") from error
    if len(data) > limits.unpacked_bytes:
        raise Refusal("unpacked_too_big", limit=limits.unpacked_bytes // MIB)
    return data
