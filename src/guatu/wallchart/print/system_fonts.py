"""Characters the built fonts lack, taken from fonts installed on the machine.

A PDF needs TrueType outlines, and most Chinese system fonts have PostScript ones (Noto CJK, Source Han). So
the few characters wanted are redrawn into a small TrueType font of their own, whatever the original is.
"""

import contextlib
import hashlib
import io
import struct
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.misc.timeTools import epoch_diff
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.filterPen import DecomposingFilterPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, TTLibError
from fontTools.ttLib.ttCollection import TTCollection

FONT_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path.home() / ".fonts",
    Path("/System/Library/Fonts"),
    Path("/Library/Fonts"),
    Path("C:/Windows/Fonts"),
)
SUFFIXES = {".ttf", ".otf", ".ttc", ".otc"}
# Sans faces of simplified Chinese first: they stand beside Noto Sans SC.
PREFERRED = ("sanscjk", "sanssc", "hansans", "hei", "wqy", "sans", "cjk", "song", "ming")
SIMPLIFIED = ("SC", "CN", "GB")
RESTRICTED_EMBEDDING = 0x0002  # OS/2 fsType bit 1
UNREADABLE = (OSError, TTLibError, KeyError, ValueError, AssertionError, IndexError, EOFError, struct.error)


def find_faces(characters: frozenset[str], folders: tuple[Path, ...]) -> list[tuple[bytes, dict[int, float]]]:
    """Small TrueType fonts with as many of ``characters`` as the folders have, and their advances in em.

    Fonts that cannot be read, have no outlines or forbid embedding are passed over.
    """
    remaining = {ord(c) for c in characters}
    found = []
    for path in font_files(folders):
        if not remaining:
            break
        with contextlib.suppress(*UNREADABLE):
            font = open_simplified(path)
            covered = remaining & set(font.getBestCmap() or ())
            if covered and is_embeddable(font):
                found.append(redraw(font, covered))
                remaining -= covered
    return found


def font_files(folders: tuple[Path, ...]) -> list[Path]:
    """All font files under the folders, those likely to have rare Chinese characters first."""
    paths = [
        path
        for folder in folders
        if folder.is_dir()
        for path in folder.rglob("*")
        if path.suffix.lower() in SUFFIXES and path.is_file()
    ]

    def preference(path: Path) -> tuple[int, bool, str]:
        name = path.stem.lower().replace("-", "").replace(" ", "")
        rank = next((i for i, part in enumerate(PREFERRED) if part in name), len(PREFERRED))
        return rank, "regular" not in name, str(path)

    return sorted(paths, key=preference)


def open_simplified(path: Path) -> TTFont:
    """The font in the file; of a collection the face for simplified Chinese if it has one, else the first."""
    if path.suffix.lower() not in (".ttc", ".otc"):
        return TTFont(path, lazy=True)
    faces = list(TTCollection(path, lazy=True).fonts)
    for face in faces:
        family = (face["name"].getDebugName(1) or "").split()
        if any(part in SIMPLIFIED for part in family):
            return face
    return faces[0]


def is_embeddable(font: TTFont) -> bool:
    """Whether the font has outlines and its licence bits do not forbid embedding."""
    has_outlines = any(tag in font for tag in ("glyf", "CFF ", "CFF2"))
    return has_outlines and not font["OS/2"].fsType & RESTRICTED_EMBEDDING


def redraw(font: TTFont, codes: set[int]) -> tuple[bytes, dict[int, float]]:
    """A TrueType font of just these characters of ``font``, as bytes, with their advances in em."""
    em = font["head"].unitsPerEm
    cmap = font.getBestCmap()
    glyph_set = font.getGlyphSet()
    names = {code: f"u{code:05X}" for code in sorted(codes)}
    glyphs, metrics = {}, {}
    for new, old in [(".notdef", font.getGlyphOrder()[0]), *((names[code], cmap[code]) for code in names)]:
        pen = TTGlyphPen(None)
        quadratic = Cu2QuPen(pen, max_err=em / 1000, reverse_direction="glyf" not in font)
        glyph_set[old].draw(DecomposingFilterPen(quadratic, glyph_set))
        glyphs[new] = pen.glyph()
        metrics[new] = (font["hmtx"].metrics[old][0], 0)
    builder = FontBuilder(em, isTTF=True)
    builder.updateHead(created=-epoch_diff, modified=-epoch_diff)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(names)
    builder.setupGlyf(glyphs)
    table = builder.font["glyf"]
    builder.setupHorizontalMetrics(
        {name: (advance, getattr(table[name], "xMin", 0)) for name, (advance, _) in metrics.items()}
    )
    ascent, descent = font["hhea"].ascent, font["hhea"].descent
    builder.setupHorizontalHeader(ascent=ascent, descent=descent)
    family = font["name"].getDebugName(1) or "System font"
    ascii_family = "".join(c for c in family if c.isascii() and c.isalnum()) or "SystemFont"
    # A name of its own for each choice of characters: PDF writers take equal names for equal fonts.
    part = hashlib.sha256(repr(sorted(codes)).encode()).hexdigest()[:12]
    builder.setupNameTable(
        {"familyName": ascii_family, "styleName": part, "psName": f"{ascii_family}-{part}"}
    )
    builder.setupOS2(sTypoAscender=ascent, sTypoDescender=descent, fsType=font["OS/2"].fsType)
    builder.setupPost()
    builder.font.recalcTimestamp = False
    output = io.BytesIO()
    builder.save(output)
    return output.getvalue(), {code: metrics[name][0] / em for code, name in names.items()}
