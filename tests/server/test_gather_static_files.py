"""Static files are gathered where something has changed, and only there."""

from pathlib import Path

import pytest

from guatu.server import static_files
from tests.server.test_run_up import NOTE, Supervised

GATHER = (
    NOTE
    + """
folder = os.environ["GUATU_DATA"] + "/static"
os.makedirs(folder, exist_ok=True)
open(folder + "/staticfiles.json", "w").write("{}")
"""
)


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of one file, in place of the program's own."""
    package = tmp_path / "packages" / "a_program"
    (package / "static").mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "static" / "one.css").write_text("a {}")
    monkeypatch.syspath_prepend(package.parent)
    monkeypatch.setattr(static_files, "_PACKAGES", ("a_program",))
    return package / "static"


def gathered(data: Path) -> Path:
    """A data folder as `collectstatic` leaves it."""
    (data / "static").mkdir(parents=True)
    (data / "static" / "staticfiles.json").write_text("{}")
    static_files.mark_gathered(data)
    return data


def test_fresh_after_gathering(sources: Path, tmp_path: Path) -> None:
    assert static_files.is_stale(tmp_path / "data")
    assert not static_files.is_stale(gathered(tmp_path / "data"))


@pytest.mark.parametrize("what", ["changed", "added", "removed", "manifest", "mark"])
def test_stale_once_anything_differs(sources: Path, tmp_path: Path, what: str) -> None:
    data = gathered(tmp_path / "data")
    match what:
        case "changed":
            (sources / "one.css").write_text("b { }")
        case "added":
            (sources / "two.css").touch()
        case "removed":
            (sources / "one.css").unlink()
        case "manifest":
            (data / "static" / "staticfiles.json").unlink()
        case "mark":
            (data / "static" / "gathered-from").unlink()
    assert static_files.is_stale(data)


def test_the_program_has_static_files() -> None:
    names = [name for _path, name in static_files._sources()]
    assert "guatu/ui/static/ui/icon.svg" in names
    assert any(name.startswith("allauth/") for name in names)


def test_up_gathers_once(data: Path) -> None:
    for _start in range(2):
        supervised = Supervised(data, static=GATHER)
        supervised.await_address()
        status, said = supervised.stop()
        assert status == 0
    names = [name for name, _, _ in supervised.notes()]
    assert names.count("static") == 1
    assert names.index("static") < names.index("web")
    assert "Gathering static files…" not in said


def test_up_ends_where_gathering_fails(data: Path) -> None:
    supervised = Supervised(data, static=NOTE + "sys.exit(3)")
    _, said = supervised.process.communicate(timeout=60)
    assert supervised.process.returncode == 1
    assert said.splitlines()[-1] == "collectstatic failed (exit status 3)"
