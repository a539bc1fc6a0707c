"""One way to write values as JSON: decimals and dates as text, so that nothing is rounded or guessed."""

import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

import orjson

_PLAIN = frozenset({str, int, float, bool, type(None)})


# The types met most, found without asking for one after another.
_WRITERS: dict[type, Callable[[Any], str]] = {
    Decimal: lambda value: format(value, "f"),
    date: date.isoformat,
    datetime: datetime.isoformat,
    UUID: str,
}


def to_json(value: Any) -> Any:
    """`value` as plain JSON types. Decimal → text in plain notation, datetime → ISO 8601, UUID → text."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, dict):
        return {str(k): v if type(v) in _PLAIN else to_json(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [to_json(v) for v in value]
    return _scalar(value)


def _scalar(value: Any) -> Any:
    """What `json` cannot write by itself."""
    write = _WRITERS.get(type(value))
    if write is not None:
        return write(value)
    match value:
        case Decimal():
            return format(value, "f")
        case date():  # and datetime
            return value.isoformat()
        case Enum():
            return value.value
        case UUID() | str():
            return str(value)
        case set() | frozenset():
            return list(value)
    return str(value)


_EXACT = json.JSONEncoder(default=_scalar, separators=(",", ":"), ensure_ascii=False)
_CANONICAL = json.JSONEncoder(default=_scalar, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def encode(value: Any) -> bytes:
    """`value` as JSON in UTF-8, by the same rules as `to_json`; a dataclass is an object of its fields."""
    try:
        return orjson.dumps(value, default=_scalar, option=orjson.OPT_NON_STR_KEYS)
    except orjson.JSONEncodeError:  # whole numbers past 64 bits, of which JSON knows no end
        return _EXACT.encode(value).encode()


def dumps(value: Any) -> str:
    """`encode` as text."""
    return encode(value).decode()


def canonical(value: Any) -> bytes:
    """The one byte form of a JSON value (sorted keys, no spaces, UTF-8): what the hash chain signs."""
    return _CANONICAL.encode(value).encode()
