"""`guatu doctor`: what is well and what is not, one line each, with what to do."""

import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from smtplib import SMTPException

import click
from django.conf import settings
from django.core.mail import get_connection
from django.db import ProgrammingError, connection
from django.db.migrations.executor import MigrationExecutor

from guatu.calendars.selectors import provisional_years
from guatu.cli.context import json_option, print_json
from guatu.cli.doctor_files import storage
from guatu.cli.doctor_record import copies, record
from guatu.cli.doctor_upkeep import backups, disk, last_tick
from guatu.cli.doctor_wall import pooler, wall
from guatu.cli.finding import Finding
from guatu.core.clock import now, today
from guatu.core.models import Zone
from guatu.core.walls import zone_open
from guatu.core.zoned_keys import APP_ROLE, zoned_models
from guatu.notifications.selectors import channel_health, mail_failures
from guatu.notifications.senders.mail import mail_is_set_up

SILENCE = 60  # seconds without a heartbeat after which a worker is taken for dead
PATIENCE = 600  # seconds a job may wait
SHORTEST_KEY = 32  # characters
NO_LINKS = "set GUATU_PUBLIC_URL, so that messages lead to their pages"


@click.command("doctor")
@json_option
def command(as_json: bool) -> None:
    """Check database, keys and rights, the wall between zones, record, queue, mail, storage, disk, backups, calendars,
    clock, what is built."""
    findings = [finding for check in CHECKS for finding in _answers(check)]
    if as_json:
        print_json([{"check": f.name, "ok": f.ok, "told": f.told} for f in findings])
    else:
        for finding in findings:
            click.echo(f"{'ok  ' if finding.ok else 'BAD '} {finding.name}: {finding.told}")
    sys.exit(0 if all(f.ok for f in findings) else 1)


def _answers(check: Callable[[], Iterator[Finding]]) -> list[Finding]:
    """What a check finds; a database whose migrations wait may lack what it asks for."""
    try:
        return list(check())
    except ProgrammingError as error:
        told = str(error).partition("\n")[0]
        return [Finding(check.__name__.replace("_", " "), False, f"cannot be asked: {told}")]


def database() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT version(), current_user, (SELECT count(*) FROM pg_tables WHERE tableowner = current_user)"
        )
        version, role, owned = cursor.fetchone()
    yield Finding("database", True, version.split(" on ")[0])
    told = f"{role} owns nothing" if not owned else f"{role} owns {owned} tables; connect as {APP_ROLE}"
    yield Finding("role", owned == 0, told)


def migrations() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    yield Finding(
        "migrations", pending == 0, "all applied" if not pending else f"{pending} wait; run guatu migrate"
    )


def keys_and_rights() -> Iterator[Finding]:
    tables = {m._meta.db_table: m for m in zoned_models()}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text FROM pg_constraint WHERE contype = 'p' AND array_length(conkey, 1) = 2"
        )
        keyed = {row[0].strip('"') for row in cursor.fetchall()}
        missing = sorted(set(tables) - keyed)
        yield Finding(
            "keys",
            not missing,
            "every table has its zone" if not missing else f"run guatu migrate: {missing}",
        )
        for table, model in tables.items():
            if model.append_only:
                cursor.execute(
                    "SELECT has_table_privilege(%s, 'UPDATE') OR has_table_privilege(%s, 'DELETE')",
                    [table, table],
                )
                open_ = cursor.fetchone()[0]
                told = "may only grow" if not open_ else "may be changed by this role; run guatu migrate"
                yield Finding(f"rights of {table}", not open_, told)


def queue() -> Iterator[Finding]:
    """A worker is there while pages are served, nothing waits for long, nothing has failed of late."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('procrastinate_jobs')")
        if cursor.fetchone()[0] is None:
            yield Finding("queue", False, "its tables are missing; run guatu migrate")
            return
        cursor.execute(
            "SELECT (SELECT count(*) FROM procrastinate_workers"
            " WHERE last_heartbeat > now() - %(silence)s * interval '1 second'),"
            " (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND backend_type = 'client backend' AND pid <> pg_backend_pid()),"
            " (SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND NOT EXISTS"
            " (SELECT FROM procrastinate_events e WHERE e.job_id = procrastinate_jobs.id"
            " AND e.at > now() - %(patience)s * interval '1 second')"
            " AND coalesce(scheduled_at, '-infinity') < now() - %(patience)s * interval '1 second'),"
            " (SELECT count(DISTINCT job_id) FROM procrastinate_events"
            " WHERE type = 'failed' AND at > now() - interval '1 day')",
            {"silence": SILENCE, "patience": PATIENCE},
        )
        workers, others, waiting, failed = cursor.fetchone()
    if workers:
        yield Finding("queue", True, f"workers at work: {workers}")
    elif not others:
        yield Finding("queue", True, "nothing is running; guatu up starts the worker too")
    else:
        yield Finding("queue", False, "no worker has been heard of for a minute; run guatu worker")
    if workers or waiting:
        told = "nothing has waited for long" if not waiting else f"{waiting} waiting for over ten minutes"
        yield Finding("jobs waiting", not waiting, told)
    told = "none within a day" if not failed else f"{failed} within a day; the worker's output says why"
    yield Finding("jobs failed", not failed, told)


def secret() -> Iterator[Finding]:
    """Whoever knows the key can sign in as anybody."""
    given = settings.SECRET_KEY
    ok = given != "unset" and len(given) >= SHORTEST_KEY
    told = "set" if ok else f"set GUATU_SECRET_KEY to at least {SHORTEST_KEY} random characters"
    yield Finding("secret key", ok, told)


def mail() -> Iterator[Finding]:
    """Where e-mail goes, whether the server answers, and what of late did not arrive."""
    if not mail_is_set_up():
        yield Finding("mail", True, "no mail server is set up; people read within Guatu (GUATU_EMAIL_URL)")
    else:
        where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
        try:
            with get_connection():
                told = f"{where} answers" if settings.GUATU_PUBLIC_URL else f"{where} answers; {NO_LINKS}"
            yield Finding("mail", bool(settings.GUATU_PUBLIC_URL), told)
        except (OSError, SMTPException) as error:
            yield Finding("mail", False, f"{where} cannot be used: {type(error).__name__}")
    for zone in Zone.objects.order_by("code"):
        with zone_open(zone.id):
            lost = mail_failures(zone.id, now() - timedelta(days=1))
            robots, failed = channel_health(zone.id, now() - timedelta(days=1))
        if lost:
            told = f"{lost} e-mails did not go out within a day; see Deliveries for why"
            yield Finding(f"mail of {zone.code}", False, told)
        if robots or failed:
            told = f"{robots} switched on, none failed within a day"
            if failed:
                told = f"{failed} messages failed within a day; see Deliveries"
            yield Finding(f"group robots of {zone.code}", not failed, told)


def calendars() -> Iterator[Finding]:
    for zone in Zone.objects.order_by("code"):
        day = today(zone)
        with zone_open(zone.id):
            years = [year for year in provisional_years(zone, day.year, day.year) if year == day.year]
        told = (
            "official notice" if not years else f"no official notice for {day.year}: days off are provisional"
        )
        yield Finding(f"calendar of {zone.code}", not years, told)


def clock() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        apart = abs(float(cursor.fetchone()[0]) - now().timestamp())
    yield Finding("clock", apart < 5, f"{apart:.1f} s between this machine and the database")
    for zone in Zone.objects.exclude(clock_date=None).order_by("code"):
        yield Finding(f"clock of {zone.code}", True, f"stands at {zone.clock_date} (demo)")


def built() -> Iterator[Finding]:
    package = Path(__file__).resolve().parent.parent
    for name, path in (
        ("front end", package / "ui" / "static" / "built" / "guatu.js"),
        ("fonts for printing", package / "wallchart" / "data" / "fonts" / "NotoSansSC-Regular.ttf"),
        ("Chinese texts", package / "config" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.mo"),
    ):
        yield Finding(name, path.exists(), "built" if path.exists() else "missing; run make setup")


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    database, migrations, keys_and_rights, wall, pooler, record, copies, queue, last_tick, mail, storage, disk,
    backups, secret, calendars, clock, built,
)  # fmt: skip
