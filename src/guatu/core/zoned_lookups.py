"""Lookups and descriptors by which whatever is asked of an object's relations names the object's zone.

`filter(grid=grid)`, `filter(grid__in=grids)`, `grid.boundaries.all()`, prefetches and deletions all come through here:
where the other side is given as an instance its zone is known, and goes into the condition beside its id. On one
machine that is the way into every index, which begins with the zone; on a cluster it sends a statement to one node.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.db.models.expressions import Col
from django.db.models.fields.related_descriptors import ForwardManyToOneDescriptor
from django.db.models.fields.related_lookups import RelatedExact, RelatedIn
from django.db.models.lookups import Exact, In


def zones_of(values: Iterable[Any]) -> list[Any]:
    """The zones of instances, each once and in order; empty where anything is no instance of a zoned model."""
    zones = set()
    for value in values:
        zone_id = getattr(value, "zone_id", None) if isinstance(value, Model) else None
        if zone_id is None:
            return []
        zones.add(zone_id)
    return sorted(zones)


class _NamesTheZone:
    """What both lookups share: the zones of the instances on the right, and the condition on the left's table."""

    lhs: Any
    zones: list[Any]

    def with_zone(self, plain: tuple[str, Any], compiler: Any) -> tuple[str, list[Any]]:
        sql, params = plain
        column = self._zone_column()
        if not self.zones or column is None:
            return sql, list(params)
        same: Exact[Any] | In[Any] = (
            Exact(column, self.zones[0]) if len(self.zones) == 1 else In(column, self.zones)
        )
        zone_sql, zone_params = compiler.compile(same)
        return f"({zone_sql} AND {sql})", [*zone_params, *params]

    def _zone_column(self) -> Col | None:
        if not isinstance(self.lhs, Col):
            return None
        fields = {field.name: field for field in self.lhs.target.model._meta.concrete_fields}
        return Col(self.lhs.alias, fields["zone"]) if "zone" in fields else None


class ZonedExact(_NamesTheZone, RelatedExact):
    """`key = instance`: the id, and the instance's zone."""

    def get_prep_lookup(self) -> Any:
        self.zones = zones_of([self.rhs])
        return super().get_prep_lookup()

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return self.with_zone(super().as_sql(compiler, connection), compiler)


class ZonedIn(_NamesTheZone, RelatedIn):
    """`key IN instances`: their ids, and their zones. A queryset on the right names its zones itself."""

    def get_prep_lookup(self) -> Any:
        self.zones = []
        if self.rhs_is_direct_value():
            self.rhs = list(self.rhs)
            self.zones = zones_of(self.rhs)
        return super().get_prep_lookup()

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return self.with_zone(super().as_sql(compiler, connection), compiler)


class ZonedForwardDescriptor(ForwardManyToOneDescriptor):  # type: ignore[type-arg]
    """`report.project`, and its prefetch for many reports, which asks in their zones."""

    def get_prefetch_querysets(self, instances: Any, querysets: Any = None) -> Any:
        rows = querysets[0] if querysets else self.get_queryset()
        zones = zones_of(instances)
        return super().get_prefetch_querysets(instances, [rows.filter(zone_id__in=zones) if zones else rows])
