"""No statement of a page, a job or a use case reaches rows of zoned tables without naming the zone.

What tests build and look at is asked with every zone open and is not looked at here; nor are the few questions over all
zones, each of which `tests/architecture/test_walls.py` lists with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any

from guatu.core.walls import EVERY_ZONE, what_is_open
from guatu.core.zoned_keys import zoned_models

_STATEMENT = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b")
_TABLE = re.compile(
    r'\b(?:FROM|JOIN|UPDATE)\s+(?:ONLY\s+)?"?(\w+)"?'
    r'(?:\s+(?:AS\s+)?(?!(?:ON|SET|WHERE|INNER|LEFT|CROSS|JOIN|ORDER|GROUP|LIMIT|UNION|USING|RETURNING)\b)"?(\w+)"?)?'
)
_INTO = re.compile(r'\bINSERT INTO\s+"?(\w+)"?\s*\(([^)]*)\)')
# A zone that is given, not taken from another row.
_GIVEN = re.compile(r'"?zone_id"?\s*(?:=\s*(?:ANY\s*)?|IN\s*)\(*\s*%')


class ZoneMissing(AssertionError):
    """A statement would ask every node of a cluster."""


class EveryStatementNamesItsZone:
    """An execute wrapper. Each text is looked at once in a run: what is wrong with it does not change."""

    def __init__(self) -> None:
        self._fine: set[str] = set()

    @cached_property
    def _tables(self) -> set[str]:
        return {model._meta.db_table for model in zoned_models()}

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        if what_is_open() != EVERY_ZONE and isinstance(sql, str) and sql not in self._fine:
            why = self.lacks(sql)
            if why:
                raise ZoneMissing(f"{why}: {sql}")
            self._fine.add(sql)
        return execute(sql, params, many, context)

    def lacks(self, sql: str) -> str:
        """What is wrong with a statement, in a word; empty where nothing is."""
        if not _STATEMENT.match(sql):
            return ""
        into = _INTO.match(sql)
        if into is not None:
            lacks_column = into[1] in self._tables and "zone_id" not in into[2]
            return f"{into[1]} is written without its zone" if lacks_column else ""
        names = [(table, alias or table) for table, alias in _TABLE.findall(sql) if table in self._tables]
        for table, alias in names:
            column = rf'(?:"?{alias}"?\.)?"?zone_id"?'
            if not re.search(rf"{column}\s*(=|IN)|=\s*\(?\s*{column}", sql):
                return f"{table} is read without its zone"
        return "" if not names or _GIVEN.search(sql) else "no zone is given"


# One for the run, so that each text is looked at once.
NAMES_ITS_ZONE = EveryStatementNamesItsZone()
