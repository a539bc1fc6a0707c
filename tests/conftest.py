"""Tests use the database as the application's own role, which owns nothing, as in production."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from guatu.core.zoned_keys import APP_ROLE


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The test database is made by the owner; from then on connections take the application's role."""
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["OPTIONS"]["options"] = f"-c role={APP_ROLE}"
    yield
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["OPTIONS"].pop("options")
