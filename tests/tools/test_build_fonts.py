"""The script that makes the fonts: what it writes, and what it refuses."""

import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from tools.build_fonts import FACES, LICENCE, BadSourceError, build, gb2312_characters

from tests.wallchart.test_find_fonts import RESTRICTED, font_with

CHINESE = "".join(gb2312_characters())


def package_with(folder: Path, font: TTFont) -> Path:
    """A package as npm unpacks it, with this font for each face."""
    for name in FACES:
        (folder / name).parent.mkdir(parents=True)
        font.save(folder / name)
    (folder / LICENCE[0]).write_text("Open Font License", encoding="utf-8")
    return folder


def test_gb2312_is_complete() -> None:
    assert len(CHINESE) == len(set(CHINESE)) == 6763
    assert (CHINESE[0], CHINESE[-1]) == ("啊", "齄")


def test_writes_fonts_and_licence_once(tmp_path: Path) -> None:
    source, target = package_with(tmp_path / "in", font_with(CHINESE)), tmp_path / "out"
    lines = build(source, target)
    assert [line.split(":")[0] for line in lines] == list(FACES.values())
    assert (target / LICENCE[1]).read_text(encoding="utf-8") == "Open Font License"
    for name in FACES.values():
        assert len(TTFont(target / name).getBestCmap()) == 6763
    assert build(source, target) == []
    assert len(build(source, target, force=True)) == 2
    assert not list(target.glob("*.partial"))


@pytest.mark.parametrize(
    ("font", "message"),
    [
        (font_with("丹阳"), "lacks 6761 characters of GB 2312, such as 啊"),
        (font_with("丹阳", postscript=True), "expected TrueType outlines"),
        (font_with("丹阳", fs_type=RESTRICTED), "forbid embedding"),
    ],
)
def test_refuses_a_font_that_will_not_do(tmp_path: Path, font: TTFont, message: str) -> None:
    with pytest.raises(BadSourceError, match=message):
        build(package_with(tmp_path / "in", font), tmp_path / "out")
    assert not list((tmp_path / "out").glob("*.ttf"))


def test_says_what_is_missing(tmp_path: Path) -> None:
    script = Path(__file__).parents[2] / "tools/build_fonts.py"
    found = subprocess.run(
        [sys.executable, str(script), "--source", str(tmp_path), "--target", str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 2
    assert "npm ci --prefix frontend" in found.stderr
    assert not (tmp_path / "out").exists()
