"""The installation's secret."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from guatu.server.secrets import secret_key


def test_is_made_once_for_all_who_ask_at_once(tmp_path: Path) -> None:
    data = tmp_path / "new" / "data"
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: secret_key(data), range(32)))
    assert len(keys) == 1
    assert len(keys.pop()) == 64
    assert [path.name for path in data.iterdir()] == ["secret-key"]


def test_is_closed_to_others(tmp_path: Path) -> None:
    secret_key(tmp_path / "data")
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "data" / "secret-key").stat().st_mode) == 0o600
