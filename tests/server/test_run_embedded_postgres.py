"""The embedded PostgreSQL: real servers, real crashes."""

import os
import shutil
import signal
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from guatu.server.embedded_postgres import EmbeddedPostgres, connect_or_start, running
from guatu.server.postgres_folder import DataFolderInUse
from guatu.server.postgres_install import EmbeddedPostgresError
from tests.server.processes import eventually, is_alive, python, server_pid

START_AND_WAIT = """
import sys
from pathlib import Path
from guatu.server.embedded_postgres import EmbeddedPostgres
with EmbeddedPostgres(Path(sys.argv[1]), fast=True) as server:
    print(server.pid, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[EmbeddedPostgres, Path]]:
    """One server with every safety on, for tests that only ask it."""
    data = tmp_path_factory.mktemp("shared") / "data"
    with EmbeddedPostgres(data) as server:
        yield server, data


def words(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        return [word for (word,) in connection.execute("SELECT word FROM kept")]


def setting(url: str, name: str) -> str:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT current_setting(%s)", [name]).fetchone()
    assert row is not None
    return str(row[0])


def socket_folder(url: str) -> str:
    return str(conninfo_to_dict(url)["host"])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("listen_addresses", ""),
        ("data_checksums", "on"),
        ("fsync", "on"),
        ("full_page_writes", "on"),
        ("synchronous_commit", "on"),
        ("TimeZone", "UTC"),
        ("server_encoding", "UTF8"),
        ("password_encryption", "scram-sha-256"),
    ],
)
def test_is_set_up_safely(shared: tuple[EmbeddedPostgres, Path], name: str, value: str) -> None:
    assert setting(shared[0].app_url, name) == value


def test_locale_is_c_utf8_and_knows_chinese(shared: tuple[EmbeddedPostgres, Path]) -> None:
    with psycopg.connect(shared[0].owner_url) as connection:
        row = connection.execute(
            "SELECT datlocprovider, datlocale FROM pg_database WHERE datname = current_database()"
        ).fetchone()
        assert row == ("b", "C.UTF-8")
        connection.execute("CREATE EXTENSION pg_trgm")
        assert connection.execute("SELECT similarity('经济开发区', '经济开发')").fetchone() == (
            pytest.approx(4 / 7),
        )


def test_roles_are_what_they_should_be(shared: tuple[EmbeddedPostgres, Path]) -> None:
    with psycopg.connect(shared[0].app_url) as connection:
        rows = connection.execute(
            "SELECT rolname, rolcreatedb, rolsuper OR rolcreaterole OR rolreplication OR rolbypassrls "
            "FROM pg_roles WHERE rolname LIKE 'guatu%' ORDER BY 1"
        ).fetchall()
        assert rows == [("guatu_app", False, False), ("guatu_owner", True, False)]
        owner = connection.execute(
            "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"
        ).fetchone()
        assert owner == ("guatu_owner",)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE mine ()")


@pytest.mark.parametrize("user", ["guatu_app", "guatu_owner", "postgres"])
@pytest.mark.parametrize("password", ["", "wrong"])
def test_nobody_comes_in_without_the_password(
    shared: tuple[EmbeddedPostgres, Path], user: str, password: str
) -> None:
    folder = shared[1] / "postgresql"
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(host=str(folder), dbname="guatu", user=user, password=password)


def test_password_is_proved_by_scram(shared: tuple[EmbeddedPostgres, Path]) -> None:
    with pytest.raises(psycopg.OperationalError, match="server requested SASL"):
        psycopg.connect(shared[0].app_url, require_auth="password,md5,none")
    psycopg.connect(shared[0].app_url, require_auth="scram-sha-256").close()


def test_files_are_closed_to_others(shared: tuple[EmbeddedPostgres, Path]) -> None:
    _, data = shared
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in data.iterdir()}
    assert modes == {
        "postgresql": 0o700,
        "postgresql.json": 0o600,
        "postgresql.lock": 0o600,
        "postgresql.log": 0o600,
    }
    assert stat.S_IMODE(data.stat().st_mode) == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives up its rights")
def test_root_gives_up_its_rights_and_changes_no_folder(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    before = {p: (p.stat().st_mode, p.stat().st_uid) for p in (closed, *closed.parents)}
    with EmbeddedPostgres(closed / "data", fast=True) as server:
        assert server.pid is not None
        assert Path(f"/proc/{server.pid}").stat().st_uid != 0
        assert setting(server.app_url, "fsync") == "off"
    assert {p: (p.stat().st_mode, p.stat().st_uid) for p in before} == before


def test_second_start_keeps_data_and_passwords(data: Path) -> None:
    seen = []
    for _ in range(2):
        with EmbeddedPostgres(data, fast=True) as server:
            assert words(server.owner_url) == ["committed"]
            seen.append([conninfo_to_dict(url)["password"] for url in (server.owner_url, server.app_url)])
    assert seen[0] == seen[1]
    assert len(set(seen[0])) == 2


def test_committed_data_outlive_sigkill_of_the_server(data: Path) -> None:
    server = EmbeddedPostgres(data)
    server.start()
    try:
        open_transaction = psycopg.connect(server.owner_url)
        open_transaction.execute("INSERT INTO kept VALUES ('never committed')")
        with psycopg.connect(server.owner_url) as connection:
            connection.execute("INSERT INTO kept VALUES ('just before')")
        os.kill(server_pid(data), signal.SIGKILL)
        eventually(lambda: server.pid is None)
        assert (data / "postgresql" / "postmaster.pid").exists()
        assert running(data) is None
        server.start()
        assert words(server.owner_url) == ["committed", "just before"]
        open_transaction.close()
    finally:
        server.stop()


def test_pid_file_that_names_another_program_is_no_obstacle(data: Path) -> None:
    stale = [os.getppid(), data / "postgresql", 1, 5432, "", "", "0 0", "ready"]
    (data / "postgresql" / "postmaster.pid").write_text("\n".join(map(str, stale)))
    with EmbeddedPostgres(data, fast=True) as server:
        assert words(server.owner_url) == ["committed"]


def test_server_ends_with_its_launcher(data: Path) -> None:
    with python(START_AND_WAIT, data) as launcher:
        assert launcher.stdout is not None
        pid = int(launcher.stdout.readline())
        launcher.kill()
    eventually(lambda: not is_alive(pid))
    with EmbeddedPostgres(data, fast=True) as server:
        assert words(server.owner_url) == ["committed"]


def test_second_launcher_is_refused_and_finds_the_first(data: Path) -> None:
    with python(START_AND_WAIT, data) as launcher:
        assert launcher.stdout is not None
        pid = int(launcher.stdout.readline())
        with pytest.raises(DataFolderInUse, match="runs already"):
            EmbeddedPostgres(data).start()
        urls = running(data)
        assert urls is not None
        assert words(urls.owner) == ["committed"]
        with connect_or_start(data) as found:
            assert found == urls
        assert is_alive(pid)
        launcher.communicate()
    assert not is_alive(pid)


def test_who_started_the_server_waits_for_the_others(data: Path) -> None:
    """Two commands at once: the one that ends first does not take the server from the other."""
    others_in, first_out = threading.Event(), threading.Event()
    seen: list[list[str]] = []

    def other() -> None:
        with connect_or_start(data) as urls:
            others_in.set()
            assert first_out.wait(30)
            seen.append(words(urls.owner))

    thread = threading.Thread(target=other)
    with connect_or_start(data, fast=True):
        thread.start()
        assert others_in.wait(30)
        # The lock is taken by the `with` statement's end, which cannot finish before the thread.
        threading.Timer(0.2, first_out.set).start()
    assert seen == [["committed"]]
    thread.join()


def test_lost_passwords_are_set_anew(data: Path) -> None:
    (data / "postgresql.json").unlink()
    with EmbeddedPostgres(data, fast=True) as server:
        assert words(server.owner_url) == ["committed"]


def test_damaged_password_file_is_named(data: Path) -> None:
    (data / "postgresql.json").write_text("{")
    with pytest.raises(EmbeddedPostgresError, match=r"postgresql\.json is damaged"):
        EmbeddedPostgres(data).start()


def test_other_major_version_is_refused(data: Path) -> None:
    (data / "postgresql" / "PG_VERSION").write_text("16\n")
    with pytest.raises(EmbeddedPostgresError, match=r"written by PostgreSQL 16, but .* has PostgreSQL 18"):
        EmbeddedPostgres(data).start()


def test_failing_start_shows_the_log(data: Path) -> None:
    with (data / "postgresql" / "postgresql.conf").open("a") as file:
        file.write("no_such_setting = 1\n")
    with pytest.raises(EmbeddedPostgresError, match="no_such_setting"):
        EmbeddedPostgres(data).start()


def test_interrupted_first_start_begins_anew(tmp_path: Path) -> None:
    unfinished = tmp_path / "data" / "postgresql.unfinished" / "base"
    unfinished.mkdir(parents=True)
    with EmbeddedPostgres(tmp_path / "data", fast=True) as server:
        assert setting(server.app_url, "TimeZone") == "UTC"
    assert not unfinished.exists()


@pytest.mark.parametrize("name", ["x" * 90, "一,二"])
def test_path_unfit_for_a_socket_is_worked_around(tmp_path: Path, name: str) -> None:
    data = tmp_path / name
    with EmbeddedPostgres(data, fast=True) as server:
        assert setting(server.app_url, "TimeZone") == "UTC"
        found = running(data)
        assert found is not None
        assert found.app == server.app_url
        folder = Path(socket_folder(server.owner_url))
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        os.kill(server_pid(data), signal.SIGKILL)
        eventually(lambda: server.pid is None)
        before = server.app_url
        assert server.start().app == before
    assert not folder.exists()


def test_copy_of_a_data_folder_leaves_the_original_alone(data: Path, tmp_path: Path) -> None:
    """The copy remembers where the original's socket was, and must neither use nor clear that place."""
    copy = tmp_path / ("x" * 90)
    with EmbeddedPostgres(data, fast=True) as original:
        pass
    shutil.copytree(data, copy)
    with EmbeddedPostgres(data, fast=True) as original, EmbeddedPostgres(copy, fast=True) as other:
        assert socket_folder(original.owner_url) != socket_folder(other.owner_url)
        with psycopg.connect(other.owner_url) as connection:
            connection.execute("INSERT INTO kept VALUES ('only in the copy')")
    with EmbeddedPostgres(data, fast=True) as original:
        assert words(original.owner_url) == ["committed"]


def test_missing_programs_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PG_BIN", str(tmp_path / "nowhere"))
    with pytest.raises(EmbeddedPostgresError, match=r"nowhere, which PG_BIN names"):
        EmbeddedPostgres(tmp_path / "data").start()
