"""The whole run on a Citus cluster: where the server of DATABASE_URL has Citus loaded, the test database becomes a
distributed one.

`GUATU_CITUS_WORKERS` names the other nodes (`host:port,host:port`), on which the role of DATABASE_URL may create
databases; without it the coordinator holds every shard itself.
"""

import os

import psycopg
from django.db import connection
from psycopg.conninfo import make_conninfo

from guatu.core import zoned_keys
from guatu.core.citus import has_citus

# Few, for each test database is made anew, and still enough that zones lie apart.
SHARDS = 4


def is_offered() -> bool:
    """Whether the server has Citus loaded."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('citus.shard_count', true) IS NOT NULL")
        offered: bool = cursor.fetchone()[0]
        return offered


def distribute() -> None:
    """Make the migrated test database a distributed one, as its owner."""
    with connection.cursor() as cursor:
        if has_citus(cursor):
            return  # a database that was kept (--reuse-db)
    settings = connection.settings_dict
    name, host, port = settings["NAME"], settings["HOST"] or "localhost", int(settings["PORT"] or 5432)
    workers = [worker.split(":") for worker in os.environ.get("GUATU_CITUS_WORKERS", "").split(",") if worker]
    for worker_host, worker_port in workers:
        _make_database(name, worker_host, worker_port)
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS citus")
        if workers:
            cursor.execute("SELECT citus_set_coordinator_host(%s, %s)", [host, port])
        for worker_host, worker_port in workers:
            cursor.execute("SELECT citus_add_node(%s, %s)", [worker_host, int(worker_port)])
    zoned_keys.apply(connection, distribute=True, shards=SHARDS)


def let_go() -> None:
    """End the cluster's own sessions in the test database, which would keep it from being dropped."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def _make_database(name: str, host: str, port: str) -> None:
    settings = connection.settings_dict
    for database, statements in {
        "postgres": (f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"'),
        name: ("CREATE EXTENSION citus",),
    }.items():
        address = make_conninfo(
            host=host, port=port, dbname=database, user=settings["USER"], password=settings["PASSWORD"]
        )
        with psycopg.connect(address, autocommit=True) as session:
            for statement in statements:
                session.execute(statement)
