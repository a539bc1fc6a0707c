"""The page on security names only tests that there are."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.findall(r"`(tests/[\w/.]+)(?:::(\w+))?`", (ROOT / "docs" / "security.md").read_text("utf-8"))


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_is_there(path: str, name: str) -> None:
    assert (ROOT / path).exists()
    assert not name or f"def {name}(" in (ROOT / path).read_text("utf-8")
