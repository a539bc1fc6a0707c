"""Django's way of changing tables; on a cluster each constraint comes by itself and with a name, as Citus demands."""

from typing import Any

from django.db.backends.postgresql.schema import DatabaseSchemaEditor as Plain


class DatabaseSchemaEditor(Plain):
    connection: Any
    sql_check_constraint: Any
    sql_create_column_inline_fk: Any
    _create_index_name: Any

    def add_field(self, model: Any, field: Any) -> None:
        """Django writes a check and a reference into ADD COLUMN, unnamed."""
        if not self.connection.is_distributed:
            super().add_field(model, field)
            return
        checked, referred = self.sql_check_constraint, self.sql_create_column_inline_fk
        self.sql_check_constraint, self.sql_create_column_inline_fk = "", None
        try:
            super().add_field(model, field)
        finally:
            self.sql_check_constraint, self.sql_create_column_inline_fk = checked, referred
        check = field.db_parameters(connection=self.connection)["check"]
        if check:
            name = self._create_index_name(model._meta.db_table, [field.column], suffix="_check")
            table = self.quote_name(model._meta.db_table)
            self.execute(
                f"ALTER TABLE {table} ADD CONSTRAINT {self.quote_name(name)} CHECK ({check})", params=None
            )
