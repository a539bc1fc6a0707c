"""`guatu migrate` is killed at one moment after another, and twice of it run at once: in the end the database is
migrated, with every key, wall and right that it would have had."""

from __future__ import annotations

import json
import subprocess
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import psycopg
import pytest

from tests.faults.installation import PATIENCE, Installation, kill_whole
from tests.faults.soak import longer

# As if an app had come with this version, and an earlier run had been killed between its steps.
UNDO = """
DROP TABLE webhooks_webhookdelivery, webhooks_webhook CASCADE;
DELETE FROM django_migrations WHERE app = 'webhooks';
DELETE FROM auth_permission p USING django_content_type c WHERE c.id = p.content_type_id AND c.app_label = 'webhooks';
DELETE FROM django_content_type WHERE app_label = 'webhooks';
DROP POLICY zone_wall ON feeds_calendarfeed;
ALTER TABLE feeds_calendarfeed DISABLE ROW LEVEL SECURITY;
GRANT UPDATE ON audit_entry TO guatu_app;
REVOKE INSERT ON core_zone FROM guatu_app;
"""
# Migrates in processes of its own, each killed at its first statement with those words: before it is run, or after and
# within its transaction. Then two at once, to their end. Says how each ended.
MIGRATE = """
import os, signal, sys, django
django.setup()
from django.core.management import call_command
from django.db import connection

def begin(moment="", words=""):
    process = os.fork()
    if process:
        return process
    def die(execute, sql, params, many, context):
        found = words and words in str(sql)
        if found and moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = execute(sql, params, many, context)
        if found:
            os.kill(os.getpid(), signal.SIGKILL)
        return result
    with connection.execute_wrapper(die):
        call_command("migrate", verbosity=0)
    os._exit(0)

def end(process):
    print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), flush=True)

for line in sys.argv[1:]:
    end(begin(*line.split(":", 1)))
for process in [begin(), begin()]:
    end(process)
"""
KILLS = (
    'after:CREATE TABLE "webhooks_webhook"',
    'before:INSERT INTO "django_migrations"',
    'after:INSERT INTO "django_migrations"',
    'after:ALTER TABLE "webhooks_webhook" DROP CONSTRAINT',
    'before:CREATE POLICY zone_wall ON "webhooks',
    "before:REVOKE",
)


def catalogue(installation: Installation) -> dict[str, list[Any]]:
    """Columns, keys, walls and rights, which are those of a migration that nobody disturbed."""
    asked = {
        "columns": "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns"
        " WHERE table_schema = 'public'",
        # Of checks the name alone: PostgreSQL spells them differently when they come out of a dump.
        "constraints": "SELECT conrelid::regclass::text, conname, CASE WHEN contype <> 'c' THEN"
        " pg_get_constraintdef(oid) END FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
        "indexes": "SELECT tablename, indexname FROM pg_indexes WHERE schemaname = 'public'",
        "walls": "SELECT relname, relrowsecurity FROM pg_class WHERE relnamespace = 'public'::regnamespace",
        "policies": "SELECT tablename, policyname, cmd, roles::text FROM pg_policies",
        "rights": "SELECT table_name, privilege_type FROM information_schema.role_table_grants"
        " WHERE grantee = 'guatu_app'",
        "migrations": "SELECT app, name, count(*) FROM django_migrations GROUP BY 1, 2",
        "content types": "SELECT app_label, model, count(*) FROM django_content_type GROUP BY 1, 2",
    }
    return {name: sorted(installation.rows(statement), key=str) for name, statement in asked.items()}


def test_killed_at_any_moment_it_is_completed_by_the_next(installation: Installation) -> None:
    undisturbed = catalogue(installation)
    with psycopg.connect(installation.server.owner_url) as connection:
        connection.execute(UNDO.encode())
    assert catalogue(installation) != undisturbed
    run = installation.start("-c", MIGRATE, *KILLS, log="migrate.log", owner=True)
    assert run.wait(5 * PATIENCE) == 0, installation.log("migrate.log")
    said = installation.log("migrate.log").splitlines()
    ends = [line for line in said if line.lstrip("-").isdigit()]
    assert ends == ["-9"] * len(KILLS) + ["0", "0"], said
    assert "Another migration is at work; waiting for its end…" in said
    found = catalogue(installation)
    for name, rows in undisturbed.items():
        assert found[name] == rows, name
    findings = json.loads(installation.guatu("doctor", "--json").stdout)
    wanted = ("migrations", "keys", "wall", "wall binds", "role", "rights of", "record of")
    told = [finding for finding in findings if finding["check"].startswith(wanted)]
    assert len(told) > 10
    assert [finding for finding in told if not finding["ok"]] == []


@pytest.mark.soak
def test_killed_at_random_from_nothing(installation: Installation, tmp_path: Path) -> None:
    undisturbed = catalogue(installation)
    rng = Random(5)  # noqa: S311 – no secret
    empty = Installation(tmp_path / "empty", installation.scene)
    try:
        for _ in range(longer(8)):
            run = empty.start("-m", "guatu", "migrate", "-v", "0", log="migrate.log", owner=True)
            with suppress(subprocess.TimeoutExpired):
                run.wait(rng.uniform(2, 20))
            kill_whole(run)
        done = empty.guatu("migrate", "-v", "0", owner=True)
        assert done.returncode == 0, done.stderr
        found = catalogue(empty)
    finally:
        empty.end()
    for name, rows in undisturbed.items():
        assert found[name] == rows, name
