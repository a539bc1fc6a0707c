"""Fonts for the print tests."""

import unicodedata
from pathlib import Path

import pytest

from guatu.wallchart.print.fonts import BOLD, REGULAR, Face, FontSet, built_face


def ruled_face(name: str) -> Face:
    """A face without a file: every character of the basic plane but private ones, wide ones 1 em, others 0.55."""
    advances = {
        code: 1.0 if unicodedata.east_asian_width(chr(code)) in ("W", "F") else 0.55
        for code in range(0x20, 0xFFFE)
        if unicodedata.category(chr(code)) not in ("Cc", "Cs", "Co")
    }
    return Face(name, Path(name), advances)


@pytest.fixture(scope="session")
def ruled_fonts() -> FontSet:
    """Known widths, so that layouts can be reckoned with and need no font file."""
    return FontSet(ruled_face("Ruled-Regular"), ruled_face("Ruled-Bold"))


@pytest.fixture(scope="session")
def built_fonts() -> FontSet:
    """The fonts the print embeds, as `make` builds them."""
    regular, bold = built_face(REGULAR), built_face(BOLD)
    assert regular is not None, "run `python tools/build_fonts.py` first"
    assert bold is not None, "run `python tools/build_fonts.py` first"
    return FontSet(regular, bold)
