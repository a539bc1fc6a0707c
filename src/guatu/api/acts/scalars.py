"""How single values come in: strictly by their type, and nothing that the database could not keep."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import AfterValidator, AwareDatetime, Base64Bytes, Field, JsonValue, WithJsonSchema
from pydantic_core import PydanticCustomError

from guatu.api.paging import is_no_text
from guatu.core.errors import InvalidInput
from guatu.core.periods import Period

MAX_INTEGER = 2**31 - 1
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
_TIME = r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$"


def _text(value: str) -> str:
    if is_no_text(value):
        raise PydanticCustomError("no_text", "holds characters that no text can hold")
    return value


def _texts(value: Any) -> Any:
    """Every text within a free value."""
    match value:
        case str():
            _text(value)
        case dict():
            for key, one in value.items():
                _text(key)
                _texts(one)
        case list():
            for one in value:
                _texts(one)
    return value


def _day(value: date) -> date:
    if not FIRST_DAY <= value <= LAST_DAY:
        raise PydanticCustomError("out_of_range", "expected a day from 1900 to 2200")
    return value


def _moment(value: datetime) -> datetime:
    _day(value.date())
    return value


Text = Annotated[str, AfterValidator(_text)]
Whole = Annotated[int, Field(ge=-MAX_INTEGER, le=MAX_INTEGER)]
Amount = Annotated[
    Decimal,
    Field(max_digits=24, decimal_places=8, allow_inf_nan=False),
    WithJsonSchema(
        {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^-?[0-9]{1,16}(\.[0-9]{1,8})?$"}]}
    ),
]
Number = Annotated[float, Field(allow_inf_nan=False)]
Day = Annotated[date, AfterValidator(_day)]
Moment = Annotated[AwareDatetime, AfterValidator(_moment)]
Clock = Annotated[str, Field(pattern=_TIME, description="A time of day such as 09:30.")]
PeriodText = Annotated[
    Text, Field(description="2018, 2018H1, 2018Q2, 2018M06, 2018W23, or 2018M01-M05.", examples=["2018M06"])
]
Free = Annotated[JsonValue, AfterValidator(_texts)]

# Type → what comes in, and what becomes of it.
SCALARS: Mapping[Any, tuple[Any, Callable[[Any], Any]]] = {
    str: (Text, str),
    bool: (bool, bool),
    int: (Whole, int),
    float: (Number, float),
    Decimal: (Amount, Decimal),
    date: (Day, lambda value: value),
    datetime: (Moment, lambda value: value),
    time: (Clock, time.fromisoformat),
    UUID: (UUID, lambda value: value),
    bytes: (Base64Bytes, bytes),
    Period: (PeriodText, Period.parse),
    Any: (Free, lambda value: value),
    object: (Free, lambda value: value),
}

_KEYS: Mapping[Any, tuple[str, Callable[[str], Any]]] = {
    str: (r"", str),
    int: (r"^\d{1,9}$", int),
    UUID: (r"^[0-9a-fA-F-]{36}$", UUID),
    date: (r"^\d{4}-\d\d-\d\d$", date.fromisoformat),
}


def key_reader(kind: Any, *, may_be_none: bool) -> Callable[[str], Any]:
    """Keys of JSON objects are texts; an empty one is None where a key may be that. Raises `InvalidInput`."""
    pattern, read = _KEYS[kind]

    def key(text: str) -> Any:
        if may_be_none and not text:
            return None
        try:
            if not re.search(pattern, text):
                raise ValueError(text)
            return read(text)
        except ValueError as error:
            raise InvalidInput({text: _("is no key here")}) from error

    return key
