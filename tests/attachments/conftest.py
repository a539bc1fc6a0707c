"""Units carry files in these tests."""

from collections.abc import Iterator

import pytest

from tests.attachments.subject import registered


@pytest.fixture
def unit_files(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield from registered(monkeypatch)
