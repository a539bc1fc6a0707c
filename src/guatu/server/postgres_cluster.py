"""Making a PostgreSQL cluster with our roles and database, or checking one that is there."""

import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

from guatu.server.postgres_folder import DataFolder, State
from guatu.server.postgres_install import EmbeddedPostgresError, Install


def prepare_cluster(folder: DataFolder, install: Install, *, fast: bool) -> State:
    """Make the cluster where there is none, or check that `install` can run the one there is.

    Call it with the folder locked. A crash leaves either no cluster or a whole one. The superuser has no
    password, so nobody can sign in as it; the roles `guatu_owner` (owns the database `guatu`, may create
    others) and `guatu_app` (owns nothing) get generated ones, and new ones if the state file was lost.
    Raises `EmbeddedPostgresError`, also for data of another major version.
    """
    if folder.cluster.exists():
        _check_version(folder, install)
        _give(folder.cluster, install)
        folder.remove_stale_pid_file()
        return folder.read_state() or _set_passwords(folder, install, folder.cluster, new=False)
    unfinished = folder.cluster.with_suffix(".unfinished")
    if unfinished.exists():
        shutil.rmtree(unfinished)
    unfinished.mkdir(mode=0o700)
    _give(unfinished, install)
    _run(install, unfinished, "initdb", *_initdb_arguments(install, unfinished, fast=fast))
    (unfinished / "pg_hba.conf").write_text("local all all scram-sha-256\n")
    state = _set_passwords(folder, install, unfinished, new=True)
    unfinished.rename(folder.cluster)
    return state


def last_lines(text: str) -> str:
    """The end of a log, for an error message."""
    return "\n".join(text.strip().splitlines()[-20:])


def _check_version(folder: DataFolder, install: Install) -> None:
    try:
        written_by = int((folder.cluster / "PG_VERSION").read_text())
    except (FileNotFoundError, ValueError):
        raise EmbeddedPostgresError(f"{folder.cluster} is not a PostgreSQL data folder") from None
    if written_by != install.major:
        raise EmbeddedPostgresError(
            f"the database in {folder.path} was written by PostgreSQL {written_by}, but {install.folder} has "
            f"PostgreSQL {install.major}. Make a backup with PG_BIN set to the programs of PostgreSQL "
            f"{written_by}, and restore it into an empty data folder"
        )


def _give(cluster: Path, install: Install) -> None:
    """Give our own folder, new or copied by root, to the account. No folder's mode is changed."""
    if install.account is not None and cluster.stat().st_uid != install.account.uid:
        for path in (cluster, *cluster.rglob("*")):
            os.chown(path, install.account.uid, install.account.gid, follow_symlinks=False)


def _set_passwords(folder: DataFolder, install: Install, cluster: Path, *, new: bool) -> State:
    state = State(owner_password=secrets.token_urlsafe(24), app_password=secrets.token_urlsafe(24))
    verb = "CREATE" if new else "ALTER"
    statements = [
        f"{verb} ROLE guatu_owner LOGIN CREATEDB PASSWORD '{state.owner_password}'",
        f"{verb} ROLE guatu_app LOGIN PASSWORD '{state.app_password}'",
        # So that the owner's tools can try what the application may do.
        "GRANT guatu_app TO guatu_owner",
        *(["CREATE DATABASE guatu OWNER guatu_owner"] if new else []),
    ]
    # Single-user mode asks for no password; -j lets a statement end at an empty line.
    options = ["--single", "-j", "-D", install.data_argument(cluster), "-c", "exit_on_error=on", "postgres"]
    _run(install, cluster, "postgres", *options, text="".join(f"{s};\n\n" for s in statements))
    folder.write_state(state)
    return state


def _initdb_arguments(install: Install, cluster: Path, *, fast: bool) -> list[str]:
    return [
        f"--pgdata={install.data_argument(cluster)}",
        "--username=postgres",
        "--auth=reject",
        "--data-checksums",
        "--encoding=UTF8",
        "--locale=C",
        # pg_trgm asks the C library which characters belong to words, so this must know Unicode.
        "--lc-ctype=" + ("en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"),
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        *(["--no-sync"] if fast else []),
    ]


def _run(install: Install, cluster: Path, program: str, *arguments: str, text: str = "") -> None:
    result = subprocess.run(  # noqa: S603 – our own command lines
        [install.folder / program, *arguments],
        check=False,
        input=text,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        **install.popen_arguments(cluster),
    )
    if result.returncode != 0:
        raise EmbeddedPostgresError(f"{program} failed in {cluster}:\n{last_lines(result.stdout)}")
