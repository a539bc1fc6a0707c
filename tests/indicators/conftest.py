"""The cast of indicators."""

import pytest

from tests.indicators.indicator_builders import Cast, a_cast


@pytest.fixture
def cast(db: None) -> Cast:
    return a_cast()
