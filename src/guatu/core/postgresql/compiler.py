"""Django's way of writing SQL, but for rows inserted many at a time on a cluster."""

from typing import Any

from django.db.backends.postgresql import compiler  # type: ignore[attr-defined]
from django.db.models.sql.compiler import SQLInsertCompiler as ValuesInsertCompiler

SQLCompiler = compiler.SQLCompiler
SQLDeleteCompiler = compiler.SQLDeleteCompiler
SQLUpdateCompiler = compiler.SQLUpdateCompiler
SQLAggregateCompiler = compiler.SQLAggregateCompiler


class SQLInsertCompiler(compiler.SQLInsertCompiler):  # type: ignore[misc]
    def assemble_as_sql(self, fields: Any, value_rows: Any) -> Any:
        # Citus copies what an INSERT takes out of a SELECT, and PostgreSQL takes no COPY behind row-level security.
        if self.connection.is_distributed:
            return ValuesInsertCompiler.assemble_as_sql(self, fields, value_rows)
        return super().assemble_as_sql(fields, value_rows)
