"""Filters that several collections share."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, TextChoices

from guatu.api.collections.definition import Filter
from guatu.api.collections.fields import DAY, ID, TEXT
from guatu.core.models import Zone
from guatu.organization.models import Unit
from guatu.organization.rules import subtree


def in_unit(lookup: str = "unit_id__in") -> Filter:
    """A unit with all below it."""

    def put(rows: Any, unit_id: Any, zone: Zone) -> Any:
        parents = dict(Unit.objects.filter(zone_id=zone.id).values_list("id", "parent_id"))
        return rows.filter(**{lookup: subtree(parents, unit_id) if unit_id in parents else ()})

    return Filter("unit", ID, "A unit, with all below it.", put)


def chosen(name: str, choices: type[TextChoices], about: str, *, lookup: str = "") -> Filter:
    return Filter(
        name,
        {"type": "string", "enum": list(choices.values)},
        about,
        lambda rows, value, _zone: rows.filter(**{lookup or name: value}),
    )


def days(lookup: str) -> tuple[Filter, Filter]:
    """From a day and to a day, both within."""
    return (
        Filter(
            "since",
            DAY,
            "Of that day or later.",
            lambda rows, value, _z: rows.filter(**{f"{lookup}__gte": value}),
        ),
        Filter(
            "until",
            DAY,
            "Of that day or earlier.",
            lambda rows, value, _z: rows.filter(**{f"{lookup}__lte": value}),
        ),
    )


def of(name: str, about: str) -> Filter:
    """Belonging to one object."""
    return Filter(name, ID, about, lambda rows, value, _zone: rows.filter(**{f"{name}_id": value}))


def words(*lookups: str) -> Filter:
    """Whose name, or another of its texts, holds the words."""

    def put(rows: Any, value: str, _zone: Zone) -> Any:
        for word in value.split()[:10]:
            held = Q()
            for lookup in lookups:
                held |= Q(**{f"{lookup}__icontains": word})
            rows = rows.filter(held)
        return rows

    return Filter("q", TEXT, "Words that it holds.", put)
