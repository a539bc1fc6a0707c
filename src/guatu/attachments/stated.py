"""What a phone said when a photo was taken: where it was and when, for photos whose own data say neither.

It comes beside the files, in a field of the form, and is kept apart from what the camera wrote: a phone can be made to
say anything. The position is WGS 84; within its accuracy that is CGCS2000 (the two differ by less than a metre).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.files.base import File

_LONGEST = 20_000
_FARTHEST = 100_000
_NAME = "guatu_stated"


@dataclass(frozen=True, slots=True)
class Stated:
    """`at` is aware; degrees north and east; `accuracy` in metres, as the phone gives it."""

    at: datetime
    latitude: Decimal
    longitude: Decimal
    accuracy: int


def read_stated(text: str) -> list[Stated | None]:
    """What was stated of each photo, in the order of the files: a JSON list of objects or null. What cannot be used
    counts as not stated; nothing here refuses a report."""
    try:
        given = json.loads(text) if text and len(text) <= _LONGEST else []
    except ValueError:
        given = []
    return [_one(item) for item in given] if isinstance(given, list) else []


def with_stated(files: Sequence[File[Any]], text: str) -> list[File[Any]]:
    """The files, each carrying what was stated of it."""
    for file, stated in zip(files, read_stated(text), strict=False):
        setattr(file, _NAME, stated)
    return list(files)


def stated_of(file: File[Any]) -> Stated | None:
    """What was stated of a file when it was sent."""
    found = getattr(file, _NAME, None)
    return found if isinstance(found, Stated) else None


def _one(given: Any) -> Stated | None:
    if not isinstance(given, dict):
        return None
    try:
        at = datetime.fromisoformat(str(given["at"]))
        latitude, longitude = Decimal(str(given["latitude"])), Decimal(str(given["longitude"]))
        accuracy = round(float(given.get("accuracy", _FARTHEST)))
    except (KeyError, ValueError, OverflowError, InvalidOperation):
        return None
    within = latitude.is_finite() and longitude.is_finite() and abs(latitude) <= 90 and abs(longitude) <= 180
    if at.tzinfo is None or not within or not 0 <= accuracy <= _FARTHEST or (not latitude and not longitude):
        return None
    places = Decimal("0.000001")
    return Stated(at, latitude.quantize(places), longitude.quantize(places), accuracy)
