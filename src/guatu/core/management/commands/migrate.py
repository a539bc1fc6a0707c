"""Django's `migrate`, then the cache table, the keys of zoned tables, the wall between zones, the rights of the app's
role.

One at a time: whoever comes second waits, and then finds everything done. Killed at any moment it leaves each migration
done and noted, or neither; what comes after the migrations looks at what is there and does what is missing, so the next
run completes it.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

from django.core.management import call_command
from django.core.management.commands import migrate as django_migrate
from django.db import Error, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from guatu.core import zoned_keys
from guatu.core.citus import keep_known, kept_from_nodes

_LOCK = 5_204_717_331  # a number that nothing else locks
_PAUSE = 0.2  # seconds
# Its tables stay on a cluster's coordinator, with their types and functions. It also asks for an extension that is
# there, and handed on to the nodes that is a superuser's command.
_QUEUE = "procrastinate"


class WholeExecutor(MigrationExecutor):
    """Notes a migration in its own transaction. Django notes one with foreign keys or indexes after it."""

    def apply_migration(
        self, state: Any, migration: Any, fake: bool = False, fake_initial: bool = False
    ) -> Any:
        with ExitStack() as around:
            if migration.app_label == _QUEUE:
                around.enter_context(kept_from_nodes(self.connection))
            if self.connection.is_distributed:  # type: ignore[attr-defined]
                with self.connection.cursor() as cursor:
                    keep_known(cursor)
            if migration.atomic:
                around.enter_context(transaction.atomic(using=self.connection.alias))
            return super().apply_migration(state, migration, fake, fake_initial)


class Command(django_migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        with _alone(connection, self.stderr.write):
            # Django's command takes it from its module.
            django_migrate.MigrationExecutor = WholeExecutor  # type: ignore[attr-defined]
            super().handle(*args, **options)
            call_command("createcachetable", database=options["database"], verbosity=0)
            zoned_keys.apply(connection)


@contextmanager
def _alone(connection: BaseDatabaseWrapper, say: Any) -> Iterator[None]:
    """Hold the lock of migrating, which ends with the session at the latest. Asked for again and again and not waited
    for in the database, where a statement that waits would stand in the way of an index built `CONCURRENTLY`."""
    waited = False
    with connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
            if cursor.fetchone()[0]:
                break
            if not waited:
                say("Another migration is at work; waiting for its end…")
                waited = True
            time.sleep(_PAUSE)
    try:
        yield
    finally:
        # Where the connection is lost the lock is, too.
        with suppress(Error), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
