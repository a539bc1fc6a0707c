"""Tests use the database as the application's own role, which owns nothing, as in production."""

from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import connection
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation
from hypothesis import settings as hypothesis_settings
from procrastinate.tasks import Task

from guatu.accounts import sessions
from guatu.accounts.demands import demands_of
from guatu.accounts.second_factors import users_with_second_factors
from guatu.core.citus import on_cluster
from guatu.core.walls import closed, every_zone_open
from guatu.core.zoned_keys import APP_ROLE
from tests import citus
from tests.zone_in_sql import NAMES_ITS_ZONE

# No example has a time limit: the machine may be busy.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew-matrix", action="store_true", help="write tests/permissions/matrix as it is answered"
    )
    parser.addoption(
        "--ask-everybody", action="store_true", help="cross every address with everybody, without a shortcut"
    )


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_keepdb: bool,
    django_db_createdb: bool,
    django_db_blocker: Any,
) -> Iterator[None]:
    """The test database is made by the owner; from then on connections take the application's role.

    pytest-django's own makes none where all tests that were chosen ask for `committed_db`.
    """
    keep = django_db_keepdb and not django_db_createdb
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, keepdb=keep)
        if citus.is_offered():
            citus.distribute()
        connection.close()
        connection.settings_dict["OPTIONS"]["options"] = f"-c role={APP_ROLE}"
    yield
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["OPTIONS"].pop("options")
        if citus.is_offered():
            citus.let_go()
            connection.close()
        if not django_db_keepdb:
            teardown_databases(made, verbosity=0)


@pytest.fixture(autouse=True)
def skipped_on_citus(request: pytest.FixtureRequest) -> None:
    """A test marked `no_citus("reason")` is left out where the database is distributed, and only there."""
    marker = request.node.get_closest_marker("no_citus")
    if marker is not None:
        (reason,) = marker.args
        if request.getfixturevalue("on_citus"):
            pytest.skip(f"not on Citus: {reason}")


@pytest.fixture(scope="session")
def on_citus(django_db_setup: None, django_db_blocker: Any) -> bool:
    """Whether the run has a distributed database."""
    with django_db_blocker.unblock():
        return on_cluster()


@pytest.fixture(autouse=True)
def in_english(settings: Any) -> Iterator[None]:
    """What the program says is in English, its source language, unless a test or a request asks for another."""
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture(scope="session", autouse=True)
def walled() -> Iterator[None]:
    """Requests, jobs and commands begin with nothing open, as outside of tests, and what they need they open
    themselves; what fixtures build may lie in any zone."""
    with pytest.MonkeyPatch.context() as patch, every_zone_open("tests build several zones"):
        patch.setattr(Task, "__call__", _beginning_closed(Task.__call__))
        patch.setattr(CliRunner, "invoke", _beginning_closed(CliRunner.invoke))
        yield


@pytest.fixture(autouse=True)
def every_zone(walled: None) -> Iterator[None]:
    """What a test builds and looks at may lie in any zone, whatever the test before has left open."""
    with every_zone_open("tests build several zones"):
        yield


@pytest.fixture(autouse=True)
def every_statement_names_its_zone(request: pytest.FixtureRequest) -> Iterator[None]:
    """Statements that would ask every node of a cluster fail where they are made."""
    if request.node.get_closest_marker("forgets_zone"):
        yield
        return
    with connection.execute_wrapper(NAMES_ITS_ZONE):
        yield


def _beginning_closed(run: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(run)
    def call(*arguments: Any, **named: Any) -> Any:
        with closed():
            return run(*arguments, **named)

    return call


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """Passwords of tests are kept as in production, with the least work that the algorithm allows."""
    settings.PASSWORD_HASHERS = ["tests.passwords.QuickArgon2"]


@pytest.fixture(autouse=True)
def sessions_looked_after(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is signed in by force has a session that does not end, whatever a test does to the clock, and what is
    looked up once a minute is no part of what a page asks of the database."""
    plain, never = Client.force_login, 1e11

    def force_login(client: Client, user: Any, backend: str | None = None) -> None:
        plain(client, user, backend)
        session = client.session
        lacks = demands_of(user).second_factor and not users_with_second_factors([user.pk])
        session["guatu_session"] = {"begun": never, "seen": never, "checked": never, "lacks_factor": lacks}
        session.save()

    def known(kept: Any, second: float) -> Any:
        return (
            sessions.SessionState(**kept) if kept and kept["begun"] == never else plainly_known(kept, second)
        )

    plainly_known = sessions._known
    monkeypatch.setattr(sessions, "_known", known)
    monkeypatch.setattr(Client, "force_login", force_login)


@pytest.fixture
def file_storage(tmp_path: Path, settings: Any) -> Path:
    """Evidence files go into a folder of the test's own, which is returned."""
    folder = tmp_path / "files"
    backend = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": backend, "OPTIONS": {"location": folder, "base_url": None}},
    }
    return folder


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The database with real commits, for what happens at once in several threads; emptied afterwards.

    Emptying is the owner's right, not the application's.
    """
    with django_db_blocker.unblock():
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SET ROLE NONE")
                cursor.execute("TRUNCATE core_zone, accounts_user CASCADE")
            connection.close()
