"""Django's PostgreSQL backend, told two things more: that the key of a zoned table is not its `id` alone, and what is
open in the wall between zones (`core.walls`), which it tells the server before each statement."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.postgresql import base, features, operations
from django.db.backends.utils import CursorDebugWrapper, CursorWrapper
from psycopg.pq import TransactionStatus

from guatu.core.postgresql.schema import DatabaseSchemaEditor
from guatu.core.walls import NOTHING, what_is_open

# Before these nothing is told: they read no rows, and in a failed transaction nothing else may be said.
_ABOUT_THE_TRANSACTION = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "SET ")
# After these the server may have forgotten what it was told.
_FORGETTING = ("ROLLBACK", "ABORT", "RESET", "DISCARD", "SET APP.", "COMMIT", "END")
# After this it is asked again whether the database is distributed: it may be so from now on.
_DISTRIBUTING = "SET CITUS"
# What reads or writes rows. On a cluster it needs a transaction to be told in; all else runs as it comes, for some of
# it (an index made CONCURRENTLY) runs in no transaction.
_ABOUT_ROWS = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "(", "DECLARE", "COPY", "MERGE", "EXPLAIN")

# A distributed database has its sessions begin with it (`core.citus`); elsewhere there is no such setting.
_PASSES_SETS_ON = "SELECT current_setting('citus.propagate_set_commands', true) = 'local'"


class DatabaseFeatures(features.DatabaseFeatures):
    def allows_group_by_selected_pks_on_model(self, model: Any) -> bool:
        # PostgreSQL infers the other columns from a GROUP BY only where it groups by the whole key,
        # and the key of a zoned table is (zone_id, id). Asked by attribute: models load after backends.
        if hasattr(model, "distribution"):
            return False
        return bool(super().allows_group_by_selected_pks_on_model(model))


class DatabaseOperations(operations.DatabaseOperations):
    compiler_module = "guatu.core.postgresql.compiler"


class _WalledCursor:
    """Mixed into Django's cursors: whatever is run, the server knows before which zone is open."""

    cursor: Any
    db: Any

    def _execute(self, sql: Any, *arguments: Any) -> Any:
        begins = sql.lstrip()[:9].upper() if isinstance(sql, str) else ""
        try:
            with self.db.told_what_is_open(begins):
                return super()._execute(sql, *arguments)  # type: ignore[misc]
        finally:
            if begins.startswith(_FORGETTING):
                self.db.forget_what_was_told()
            if begins.startswith(_DISTRIBUTING):
                self.db.connection.guatu_distributed = None

    def _executemany(self, sql: Any, *arguments: Any) -> Any:
        with self.db.told_what_is_open():
            return super()._executemany(sql, *arguments)  # type: ignore[misc]

    def callproc(self, *arguments: Any, **named: Any) -> Any:
        with self.db.told_what_is_open():
            return super().callproc(*arguments, **named)  # type: ignore[misc]

    @contextmanager
    def copy(self, *arguments: Any, **named: Any) -> Iterator[Any]:
        with self.db.told_what_is_open(), self.cursor.copy(*arguments, **named) as copy:
            yield copy

    def stream(self, *arguments: Any, **named: Any) -> Iterator[Any]:
        with self.db.told_what_is_open():
            yield from self.cursor.stream(*arguments, **named)


class _Cursor(_WalledCursor, CursorWrapper):
    pass


class _DebugCursor(_WalledCursor, CursorDebugWrapper):
    pass


class DatabaseWrapper(base.DatabaseWrapper):
    """What the server was last told is kept on the connection itself, with which it comes out of the pool again.

    Told within a transaction, it holds for good only once that commits; on a Citus cluster it ends with it.
    """

    features_class = DatabaseFeatures
    ops_class = DatabaseOperations
    SchemaEditorClass = DatabaseSchemaEditor

    def make_cursor(self, cursor: Any) -> Any:
        return _Cursor(cursor, self)

    def make_debug_cursor(self, cursor: Any) -> Any:
        return _DebugCursor(cursor, self)

    @property
    def is_distributed(self) -> bool:
        """Whether the database is one of a Citus cluster (`guatu citus distribute`). Asked once of each connection."""
        self.ensure_connection()
        connection: Any = self.connection
        if getattr(connection, "guatu_distributed", None) is None:
            with self.wrap_database_errors:
                passes = connection.execute(_PASSES_SETS_ON).fetchone()[0]
            connection.guatu_distributed = bool(passes)
        return bool(connection.guatu_distributed)

    @contextmanager
    def told_what_is_open(self, begins: str = "") -> Iterator[None]:
        """Within the block the server knows it; costs nothing where it did before.

        A Citus cluster passes on to its nodes what is set for a transaction, and nothing else: there a statement
        outside of one gets a transaction of its own. `begins`: how the statement begins, where that is known.
        """
        status = self.connection.info.transaction_status
        # In a failed transaction the server refuses every statement until it is rolled back.
        if begins.startswith(_ABOUT_THE_TRANSACTION) or status == TransactionStatus.INERROR:
            yield
        elif not self.is_distributed:
            self._tell_session(status)
            yield
        elif status != TransactionStatus.IDLE or not self.connection.autocommit:
            self._tell_transaction(status)
            yield
        elif what_is_open() == NOTHING or (begins and not begins.startswith(_ABOUT_ROWS)):
            yield
        else:
            with self.wrap_database_errors, self.connection.transaction():
                self._tell_transaction(status)
                yield
            self.forget_what_was_told()

    def _tell_session(self, status: TransactionStatus) -> None:
        told, for_good = getattr(self.connection, "guatu_told", (None, True))
        if told == what_is_open() and (for_good or status != TransactionStatus.IDLE):
            return
        self._tell(f"SET app.zone = '{what_is_open()}'")
        told = what_is_open(), self.connection.info.transaction_status == TransactionStatus.IDLE
        self.connection.guatu_told = told

    def _tell_transaction(self, status: TransactionStatus) -> None:
        """A transaction begins with nothing open."""
        told, _for_good = getattr(self.connection, "guatu_told", (None, False))
        if status == TransactionStatus.IDLE:
            told = NOTHING
        if told != what_is_open():
            self._tell(f"SET LOCAL app.zone = '{what_is_open()}'")
        self.connection.guatu_told = what_is_open(), False

    def _tell(self, sql: str) -> None:
        self.forget_what_was_told()
        with self.wrap_database_errors:
            self.connection.execute(sql)

    def forget_what_was_told(self) -> None:
        """What the server knows is no longer certain; it is told again before the next statement."""
        if self.connection is not None:
            self.connection.guatu_told = None, True

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        if self.connection is not None and not getattr(self.connection, "guatu_distributed", False):
            told, _for_good = getattr(self.connection, "guatu_told", (None, True))
            self.connection.guatu_told = told, True
        else:
            self.forget_what_was_told()

    def _rollback(self) -> None:
        self.forget_what_was_told()
        super()._rollback()  # type: ignore[misc]
