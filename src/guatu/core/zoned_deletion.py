"""Deleting zoned rows and what hangs on them: each statement names the zone, and what the rows said is kept."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db import models, transaction
from django.db.models.deletion import Collector

from guatu.core.former_rows import is_historic, keep_instances, keep_rows
from guatu.core.zoned_lookups import zones_of

_AT_ONCE = 1000  # ids in one statement


class ZonedCollector(Collector):
    """Django's collector, which finds what goes along and what forbids it; deleting is by id and zone.

    Django's own way deletes by id alone, and sends signals, which nobody here listens to.
    """

    def delete(self) -> tuple[int, dict[str, int]]:
        """How many rows went, altogether and by model; keys of the instances are taken away as Django does."""
        gone: Counter[str] = Counter()
        self.sort()
        with transaction.atomic(using=self.using, savepoint=False):
            for rows in self.fast_deletes:
                if is_historic(rows.model):
                    keep_rows(rows)
                gone[rows.model._meta.label] += rows._raw_delete(using=self.using) or 0
            for (field, value), every in self.field_updates.items():
                for changing in every:
                    _set(field, value, changing)
            for model, instances in self.data.items():
                keep_instances(model, list(instances))
                for rows in _by_zone(model, instances):
                    gone[model._meta.label] += rows._raw_delete(using=self.using) or 0
        for model, instances in self.data.items():
            for instance in instances:
                setattr(instance, model._meta.pk.attname, None)
        return sum(gone.values()), {label: rows for label, rows in gone.items() if rows}


def _set(field: Any, value: Any, changing: Any) -> None:
    is_asked = isinstance(changing, models.QuerySet) and changing._result_cache is None
    for rows in [changing] if is_asked else _by_zone(field.model, changing):
        rows.update(**{field.name: value})


def _by_zone(model: type[models.Model], instances: Any) -> list[Any]:
    """The rows of these instances as querysets that name their zones, so many ids in each."""
    everything = sorted(instances, key=lambda one: one.pk)
    parts = [everything[at : at + _AT_ONCE] for at in range(0, len(everything), _AT_ONCE)]
    rows = model._base_manager
    return [rows.filter(zone_id__in=zones_of(part), pk__in=[one.pk for one in part]) for part in parts]
