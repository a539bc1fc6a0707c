"""The cast of matters, with a series of meetings."""

import pytest

from tests.matters.matter_builders import Cast, a_cast


@pytest.fixture
def cast(db: None) -> Cast:
    return a_cast()
