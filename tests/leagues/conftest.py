"""Three parks on Monday 2 July 2018."""

from collections.abc import Iterator

import pytest

from guatu.core.clock import frozen_at
from tests.leagues.league_builders import Field, a_field
from tests.projects.progress_builders import NOON


@pytest.fixture
def field(db: None) -> Iterator[Field]:
    with frozen_at(NOON):
        yield a_field()
