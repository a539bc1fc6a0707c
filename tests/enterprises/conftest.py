"""A zone with its people, on Monday 2 July 2018."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from guatu.enterprises.models.enterprise import Enterprise
from tests.enterprises.enterprise_builders import an_enterprise
from tests.matters.matter_builders import Cast, a_cast, at


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with at():
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    cache.clear()
    return a_cast()


@pytest.fixture
def enterprise(cast: Cast) -> Enterprise:
    return an_enterprise(cast)
