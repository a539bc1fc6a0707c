"""A file's kind is told by its content alone."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.attachments.file_kinds import DOCX, HEIC, JPEG, PDF, PNG, WEBP, XLSX, FileKind, kind_of
from tests.attachments.files import EXCEL, WORD, office_file, picture

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (picture(), JPEG),
        (picture(format="PNG"), PNG),
        (picture(format="WEBP"), WEBP),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 40, HEIC),
        (b"%PDF-1.7\n%...", PDF),
        (office_file(WORD), DOCX),
        (office_file(EXCEL), XLSX),
    ],
)
def test_knows_the_kinds_that_are_taken_in(data: bytes, kind: FileKind) -> None:
    file = io.BytesIO(data)
    assert kind_of(file) is kind
    assert file.tell() == 0


@pytest.mark.parametrize(
    "data",
    [
        SVG,
        b"\n  " + SVG,
        b'<?xml version="1.0"?>' + SVG,
        b"<!doctype html><script>alert(1)</script>",
        b"MZ\x90\0\x03" + b"\0" * 80,
        b"\x7fELF" + b"\0" * 80,
        b"#!/bin/sh\nrm -rf /\n",
        b"GIF89a" + b"\0" * 40,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512,
        b"PK\x03\x04 not a zip at all",
        office_file("application/java-archive"),
        office_file(WORD, macros=True),
        office_file(WORD + " " + EXCEL),
        office_file(WORD, parts=20_000),
        b"",
        b"\0\0\0\x18ftypmp42",
        b"RIFF\0\0\0\0WAVE",
    ],
)
def test_refuses_everything_else(data: bytes) -> None:
    assert kind_of(io.BytesIO(data)) is None


@given(st.binary(max_size=200))
def test_never_fails_on_any_bytes(data: bytes) -> None:
    kind = kind_of(io.BytesIO(data))
    assert kind is None or kind.is_image or (kind is PDF and data.startswith(b"%PDF-"))


@given(st.integers(0, 600), st.binary(min_size=1, max_size=8))
def test_never_fails_on_a_damaged_package(place: int, damage: bytes) -> None:
    data = bytearray(office_file(WORD))
    data[place : place + len(damage)] = damage
    assert kind_of(io.BytesIO(bytes(data))) in {None, DOCX}
