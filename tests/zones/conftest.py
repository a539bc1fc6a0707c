import pytest

from tests.zones.province import Land, a_land


@pytest.fixture
def land(db: None) -> Land:
    return a_land()
