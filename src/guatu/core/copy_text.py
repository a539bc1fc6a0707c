"""Rows as the text that COPY reads, a whole column at a time.

In a bulk of rows most columns hold one value over and over, or values of one type; then what has to be looked
up for a value need be looked up only once for its column. Types that are not known here are written by psycopg.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import repeat
from typing import Any
from uuid import UUID

from psycopg.abc import AdaptContext
from psycopg.adapt import PyFormat, Transformer

from guatu.core.json import dumps

_NULL = "\\N"
_SPECIAL = re.compile(r"[\\\t\n\r]")
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
# Types whose text needs no escaping.
_PLAIN: dict[type, Callable[[Any], str]] = {
    int: str,
    bool: lambda value: "t" if value else "f",
    Decimal: str,
    UUID: lambda value: value.hex,
    date: date.isoformat,
    bytes: lambda value: "\\\\x" + value.hex(),
}


def copy_text(rows: Sequence[Sequence[Any]], json_columns: frozenset[int], context: AdaptContext) -> str:
    """`rows` (not empty) in the text format of COPY. `json_columns` are the places of JSON values."""
    columns = [
        _column(values, at in json_columns, context) for at, values in enumerate(zip(*rows, strict=True))
    ]
    return "\n".join(map("\t".join, zip(*columns, strict=True))) + "\n"


def _column(values: tuple[Any, ...], is_json: bool, context: AdaptContext) -> Iterable[str]:
    first = values[0]
    if all(value is first for value in values):
        return repeat(next(iter(_texts((first,), is_json, context))), len(values))
    return _texts(values, is_json, context)


def _texts(values: tuple[Any, ...], is_json: bool, context: AdaptContext) -> Iterable[str]:
    if is_json:
        return _strings([None if value is None else dumps(value) for value in values])
    types = set(map(type, values)) - {type(None)}
    if all(issubclass(one, str) for one in types):
        return _strings(values)
    if len(types) == 1 and (written := _PLAIN.get(next(iter(types)))):
        return [_NULL if value is None else written(value) for value in values]
    if types == {list} and all(type(item) is UUID for value in values for item in value or ()):
        return [_NULL if value is None else f"{{{','.join([i.hex for i in value])}}}" for value in values]
    return _strings(_by_psycopg(values, context))


def _strings(values: Sequence[str | None]) -> Iterable[str]:
    if None in values:
        return [_NULL if value is None else value.translate(_ESCAPED) for value in values]
    texts: Sequence[str] = values  # type: ignore[assignment]
    if _SPECIAL.search("".join(texts)) is None:
        return texts
    return [text.translate(_ESCAPED) for text in texts]


def _by_psycopg(values: Sequence[Any], context: AdaptContext) -> list[str | None]:
    transformer = Transformer.from_context(context)
    found: list[str | None] = []
    for value in values:
        text = None if value is None else transformer.get_dumper(value, PyFormat.TEXT).dump(value)
        found.append(None if text is None else bytes(text).decode())
    return found
