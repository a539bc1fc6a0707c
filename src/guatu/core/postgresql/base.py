"""Django's PostgreSQL backend, told two things more: that the key of a zoned table is not its `id` alone, and what is
open in the wall between zones (`core.walls`), which it tells the server before each statement."""

from typing import Any

from django.db.backends.postgresql import base, features
from django.db.backends.utils import CursorDebugWrapper, CursorWrapper
from psycopg.pq import TransactionStatus

from guatu.core.walls import what_is_open

# Before these nothing is told: they read no rows, and in a failed transaction nothing else may be said.
_ABOUT_THE_TRANSACTION = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "SET ")
# After these the server may have forgotten what it was told.
_FORGETTING = ("ROLLBACK", "ABORT", "RESET", "DISCARD", "SET APP.")


class DatabaseFeatures(features.DatabaseFeatures):
    def allows_group_by_selected_pks_on_model(self, model: Any) -> bool:
        # PostgreSQL infers the other columns from a GROUP BY only where it groups by the whole key,
        # and the key of a zoned table is (zone_id, id). Asked by attribute: models load after backends.
        if hasattr(model, "distribution"):
            return False
        return bool(super().allows_group_by_selected_pks_on_model(model))


class _WalledCursor:
    """Mixed into Django's cursors: whatever is run, the server knows before which zone is open."""

    cursor: Any
    db: Any

    def _execute(self, sql: Any, *arguments: Any) -> Any:
        begins = sql.lstrip()[:9].upper() if isinstance(sql, str) else ""
        if not begins.startswith(_ABOUT_THE_TRANSACTION):
            self.db.tell_what_is_open()
        try:
            return super()._execute(sql, *arguments)  # type: ignore[misc]
        finally:
            if begins.startswith(_FORGETTING):
                self.db.forget_what_was_told()

    def _executemany(self, sql: Any, *arguments: Any) -> Any:
        self.db.tell_what_is_open()
        return super()._executemany(sql, *arguments)  # type: ignore[misc]

    def callproc(self, *arguments: Any, **named: Any) -> Any:
        self.db.tell_what_is_open()
        return super().callproc(*arguments, **named)  # type: ignore[misc]

    def copy(self, *arguments: Any, **named: Any) -> Any:
        self.db.tell_what_is_open()
        return self.cursor.copy(*arguments, **named)

    def stream(self, *arguments: Any, **named: Any) -> Any:
        self.db.tell_what_is_open()
        return self.cursor.stream(*arguments, **named)


class _Cursor(_WalledCursor, CursorWrapper):
    pass


class _DebugCursor(_WalledCursor, CursorDebugWrapper):
    pass


class DatabaseWrapper(base.DatabaseWrapper):
    """What the server was last told is kept on the connection itself, with which it comes out of the pool again.

    Told within a transaction, it holds for good only once that commits.
    """

    features_class = DatabaseFeatures

    def make_cursor(self, cursor: Any) -> Any:
        return _Cursor(cursor, self)

    def make_debug_cursor(self, cursor: Any) -> Any:
        return _DebugCursor(cursor, self)

    def tell_what_is_open(self) -> None:
        """Have the server know it; costs nothing where it does."""
        connection: Any = self.connection
        status = connection.info.transaction_status
        told, for_good = getattr(connection, "guatu_told", (None, True))
        if told == what_is_open() and (for_good or status != TransactionStatus.IDLE):
            return
        if status == TransactionStatus.INERROR:
            return  # the server refuses every statement until the transaction is rolled back
        wanted = what_is_open()
        self.forget_what_was_told()
        with self.wrap_database_errors:
            connection.execute(f"SET app.zone = '{wanted}'")
        connection.guatu_told = wanted, connection.info.transaction_status == TransactionStatus.IDLE

    def forget_what_was_told(self) -> None:
        """What the server knows is no longer certain; it is told again before the next statement."""
        if self.connection is not None:
            self.connection.guatu_told = None, True

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        if self.connection is not None:
            told, _for_good = getattr(self.connection, "guatu_told", (None, True))
            self.connection.guatu_told = told, True

    def _rollback(self) -> None:
        self.forget_what_was_told()
        super()._rollback()  # type: ignore[misc]
