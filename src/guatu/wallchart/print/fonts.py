"""The faces a sheet is set in: how long a text is, which face draws which character, what none can draw.

The faces are the two built by ``tools/build_fonts.py`` (Noto Sans SC, regular and bold). Characters they
lack are taken from the system's fonts; what is in no font at all is drawn as the geta mark 〓, which printers
put for a missing type, and the sheet says so. Nothing is ever silently left blank.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

from guatu.wallchart.print.system_fonts import FONT_FOLDERS, find_faces
from guatu.wallchart.print.text import clean

GETA = "〓"
FOLDER = Path(__file__).resolve().parent.parent / "data" / "fonts"
REGULAR, BOLD = FOLDER / "NotoSansSC-Regular.ttf", FOLDER / "NotoSansSC-Bold.ttf"


class FontsMissingError(RuntimeError):
    """Neither the built fonts nor a system font can set the texts of a chart."""


@dataclass(frozen=True, eq=False)
class Face:
    """One TrueType face: a name of its own, the file or its bytes, and advance widths in em by code point."""

    name: str
    source: Path | bytes = field(repr=False)
    advances: Mapping[int, float] = field(repr=False)


@dataclass(frozen=True, eq=False)
class FontSet:
    """Faces in order of preference; ``bold`` may lack characters that ``regular`` has.

    ``regular`` and ``bold`` are None where the fonts have not been built; then ``extra`` has everything.
    """

    regular: Face | None
    bold: Face | None
    extra: tuple[Face, ...] = ()

    def face_of(self, character: str, *, bold: bool) -> Face | None:
        """The face that draws ``character``; None if no face has it."""
        code = ord(character)
        for face in (self.bold if bold else None, self.regular, *self.extra):
            if face is not None and code in face.advances:
                return face
        return None

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Length of ``text`` in mm at ``size`` mm per em. ``text`` has been through ``printable``."""
        first = self.bold if bold else self.regular
        total = 0.0
        for character in text:
            advance = first.advances.get(ord(character)) if first is not None else None
            if advance is None:
                face = self.face_of(character, bold=bold)
                advance = face.advances[ord(character)] if face is not None else 1.0
            total += advance
        return total * size

    def runs(self, text: str, *, bold: bool = False) -> list[tuple[Face, str]]:
        """``text`` divided into runs of one face each. Raises FontsMissingError for what no face has."""
        found: list[tuple[Face, str]] = []
        for character in text:
            face = self.face_of(character, bold=bold)
            if face is None:
                raise FontsMissingError(f"no font has U+{ord(character):04X}; expected text made printable")
            if found and found[-1][0] is face:
                found[-1] = (face, found[-1][1] + character)
            else:
                found.append((face, character))
        return found

    def missing(self, text: str) -> set[str]:
        """The characters of ``text`` that no face can draw."""
        return {c for c in set(clean(text)) if self.face_of(c, bold=False) is None}

    def printable(self, text: str) -> str:
        """``text`` as one clean line with 〓 for every character that no face can draw."""
        cleaned = clean(text)
        missing = {c for c in set(cleaned) if self.face_of(c, bold=False) is None}
        return "".join(GETA if c in missing else c for c in cleaned) if missing else cleaned


@lru_cache(maxsize=8)
def built_face(path: Path) -> Face | None:
    """The built font at ``path``, None if it is not there."""
    if not path.is_file():
        return None
    return Face(path.stem, path, read_advances(TTFont(path, lazy=True)))


def read_advances(font: TTFont) -> dict[int, float]:
    """Advance widths of all characters of ``font``, in em."""
    em = font["head"].unitsPerEm
    metrics = font["hmtx"].metrics
    return {code: metrics[glyph][0] / em for code, glyph in font.getBestCmap().items()}


def fonts_for(
    texts: Iterable[str],
    *,
    regular: Path = REGULAR,
    bold: Path = BOLD,
    folders: tuple[Path, ...] = FONT_FOLDERS,
) -> FontSet:
    """The faces for these texts: the built ones, and system faces for the characters those lack.

    Raises FontsMissingError where not even 〓 can be drawn: the fonts were not built and the system has none.
    """
    base = FontSet(built_face(regular), built_face(bold))
    wanted: set[str] = {GETA}
    for text in texts:
        wanted.update(text)
    lacking = frozenset(c for c in clean_characters(wanted) if base.face_of(c, bold=False) is None)
    if not lacking:
        return base
    fonts = FontSet(base.regular, base.bold, extra_faces(lacking, folders))
    if fonts.face_of(GETA, bold=False) is None:
        raise FontsMissingError(
            f"no font can set Chinese: expected {regular.name} in {regular.parent.name}/ "
            "(python tools/build_fonts.py builds it) or a Chinese font installed on this machine"
        )
    return fonts


def clean_characters(characters: set[str]) -> set[str]:
    """Those that are left after cleaning: what a sheet may have to draw."""
    return {c for c in characters if clean(c) or c == " "}


@lru_cache(maxsize=32)
def extra_faces(characters: frozenset[str], folders: tuple[Path, ...]) -> tuple[Face, ...]:
    """System faces, cut down to ``characters``; together they need not have all of them."""
    faces = []
    for data, advances in find_faces(characters, folders):
        name = f"System-{hashlib.sha256(data).hexdigest()[:12]}"
        faces.append(Face(name, data, advances))
    return tuple(faces)
