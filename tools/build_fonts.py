"""Makes the two fonts the printed wall chart embeds, from the npm package the front end's lock file pins.

In:  ``frontend/node_modules/@expo-google-fonts/noto-sans-sc`` (Noto Sans SC, SIL Open Font License 1.1)
Out: ``src/guatu/wallchart/data/fonts/NotoSansSC-{Regular,Bold}.ttf`` and the licence ``OFL.txt`` beside them

The files are TrueType with some 30,900 characters. Only what printing reads is kept (no layout features, no
hinting), and each is checked before it is written: outlines a PDF can embed, a licence bit that allows it,
and every character of GB 2312. Exit status 0 done, 2 when the package is missing or not what is expected.
"""

import argparse
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "frontend/node_modules/@expo-google-fonts/noto-sans-sc"
TARGET = ROOT / "src/guatu/wallchart/data/fonts"
FACES = {
    "400Regular/NotoSansSC_400Regular.ttf": "NotoSansSC-Regular.ttf",
    "700Bold/NotoSansSC_700Bold.ttf": "NotoSansSC-Bold.ttf",
}
LICENCE = ("LICENSE_FONT", "OFL.txt")
UNUSED_TABLES = ("GSUB", "GPOS", "GDEF", "BASE", "STAT", "vhea", "vmtx", "prep", "gasp")
RESTRICTED_EMBEDDING = 0x0002  # OS/2 fsType bit 1


class BadSourceError(Exception):
    """The package is missing, or one of its fonts is not what printing needs."""


def gb2312_characters() -> Iterator[str]:
    """The 6,763 Chinese characters of GB 2312: rows 16 to 87 less the five empty places that end row 55."""
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            if (row, cell) < (0xD7, 0xFA) or row > 0xD7:
                yield bytes([row, cell]).decode("gb2312")


def build_face(source: Path, target: Path) -> int:
    """Write a slimmed copy of ``source``; how many characters it has. Raises BadSourceError."""
    try:
        font = TTFont(source, recalcTimestamp=False)
    except (OSError, TTLibError) as error:
        raise BadSourceError(f"{source}: cannot be read as a font ({error})") from error
    if "glyf" not in font:
        raise BadSourceError(f"{source}: expected TrueType outlines (a glyf table)")
    if font["OS/2"].fsType & RESTRICTED_EMBEDDING:
        raise BadSourceError(f"{source}: its licence bits forbid embedding")
    characters = font.getBestCmap()
    absent = [c for c in gb2312_characters() if ord(c) not in characters]
    if absent:
        raise BadSourceError(f"{source}: lacks {len(absent)} characters of GB 2312, such as {absent[0]}")
    for tag in UNUSED_TABLES:
        if tag in font:
            del font[tag]
    partial = target.with_suffix(".partial")
    font.save(partial)
    partial.replace(target)
    return len(characters)


def is_current(source: Path, target: Path) -> bool:
    """Whether ``target`` is there and no older than its source and this script."""
    newest = max(source.stat().st_mtime, Path(__file__).stat().st_mtime)
    return target.exists() and target.stat().st_mtime >= newest


def build(source: Path, target: Path, *, force: bool = False) -> list[str]:
    """Build what is missing or older than its source; one line per file written. Raises BadSourceError."""
    needed = [*FACES, LICENCE[0]]
    absent = [name for name in needed if not (source / name).is_file()]
    if absent:
        raise BadSourceError(f"{source}: {', '.join(absent)} not found; run `npm ci --prefix frontend` first")
    target.mkdir(parents=True, exist_ok=True)
    written = []
    for name, out in FACES.items():
        if force or not is_current(source / name, target / out):
            count = build_face(source / name, target / out)
            written.append(f"{out}: {count} characters, {(target / out).stat().st_size / 1e6:.1f} MB")
    shutil.copyfile(source / LICENCE[0], target / LICENCE[1])
    return written


def main() -> int:
    parser = argparse.ArgumentParser(description="Build the fonts the printed wall chart embeds.")
    parser.add_argument("--source", type=Path, default=SOURCE)
    parser.add_argument("--target", type=Path, default=TARGET)
    parser.add_argument("--force", action="store_true", help="build again even if the files are current")
    options = parser.parse_args()
    try:
        for line in build(options.source, options.target, force=options.force):
            sys.stdout.write(f"{line}\n")
    except BadSourceError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
