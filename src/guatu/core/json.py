"""One way to write values as JSON: decimals and dates as text, so that nothing is rounded or guessed."""

import json
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID


def to_json(value: Any) -> Any:
    """`value` as plain JSON types. Decimal → text in plain notation, datetime → ISO 8601, UUID → text."""
    match value:
        case None | bool() | int() | float():
            return value
        case Enum():
            return value.value
        case str():
            return str(value)
        case Decimal():
            return format(value, "f")
        case datetime() | date():
            return value.isoformat()
        case UUID():
            return str(value)
        case dict():
            return {str(k): to_json(v) for k, v in value.items()}
        case list() | tuple() | set() | frozenset():
            return [to_json(v) for v in value]
    return str(value)


def canonical(value: Any) -> bytes:
    """The one byte form of a JSON value (sorted keys, no spaces, UTF-8): what the hash chain signs."""
    return json.dumps(to_json(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
