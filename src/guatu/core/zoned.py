"""Zoned tables: every business row belongs to one zone, and so does every key.

Django sees `id` (UUIDv7) as the primary key. In the database the key is `(zone_id, id)` and a foreign key
between zoned tables is `(zone_id, x_id)`, so that a reference from one zone into another is refused by
PostgreSQL itself, and so that the tables can be distributed by zone. `core.zoned_keys` makes these keys
after each migration.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, TypeVar, cast

from django.db import models
from django.db.models.expressions import Col
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from guatu.core.errors import StaleVersion
from guatu.core.former_rows import keep_row, keep_rows
from guatu.core.ids import new_id
from guatu.core.zoned_deletion import ZonedCollector
from guatu.core.zoned_lookups import ZonedExact, ZonedForwardDescriptor, ZonedIn, zones_of

_ST = TypeVar("_ST")
_GT = TypeVar("_GT")
_MT = TypeVar("_MT", bound=models.Model)


class ZoneForeignKey(models.ForeignKey[_ST, _GT]):
    """A foreign key from one zoned table to another: each join and each fetch also equates the zones."""

    forward_related_accessor_class = ZonedForwardDescriptor

    def __init__(self, to: Any, on_delete: Any, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False  # core.zoned_keys makes the composite one
        super().__init__(to, on_delete, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("db_constraint", None)
        return name, path, args, kwargs

    def get_extra_restriction(self, alias: str | None, related_alias: str | None) -> Any:
        """`alias` is the table referred to, `related_alias` the table that holds this key."""
        if alias is None or related_alias is None:
            return None
        remote = self.remote_field.model._meta.get_field("zone")
        local = self.model._meta.get_field("zone")
        return Exact(Col(alias, cast(Any, remote)), Col(related_alias, cast(Any, local)))

    def get_forward_related_filter(self, obj: models.Model) -> dict[str, Any]:
        return super().get_forward_related_filter(obj) | {"zone_id": obj.zone_id}  # type: ignore[attr-defined]

    def get_extra_descriptor_filter(self, instance: models.Model) -> dict[str, Any]:
        return {"zone_id": instance.zone_id}  # type: ignore[attr-defined]


ZoneForeignKey.register_lookup(ZonedExact)
ZoneForeignKey.register_lookup(ZonedIn)


class ZonedQuerySet(models.QuerySet[_MT]):
    """Changes and deletes many rows like any queryset, and keeps what they said before."""

    def update(self, **values: Any) -> int:
        keep_rows(self)
        return super().update(**values)

    def bulk_update(self, objs: Iterable[_MT], *args: Any, **named: Any) -> int:
        """Like Django's, in the zones of the objects."""
        given = tuple(objs)
        rows = self.filter(zone_id__in=zones_of(given)) if given else self
        return super(ZonedQuerySet, rows).bulk_update(given, *args, **named)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Raises what `QuerySet.delete` raises; former states of rows that go along are kept too."""
        going = ZonedCollector(using=self.db, origin=self)
        going.collect(cast(Any, self.all().order_by()))
        return going.delete()


class ZonedModel(models.Model):
    """Base of every business table."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    zone = models.ForeignKey("core.Zone", models.PROTECT, related_name="+", db_index=False, editable=False)

    # On a cluster: "distributed" by zone, or a "reference" table copied to every node (the unit tree).
    distribution: ClassVar[str] = "distributed"
    # Rows may be added and read by the application's role, never changed or deleted.
    append_only: ClassVar[bool] = False
    # Rows are computed from others and can be computed again; writing them is not a change to record.
    derived: ClassVar[bool] = False
    # What a row said before a change is kept. Off for what is derived, and for the machinery of telling people.
    historic: ClassVar[bool] = True

    objects = models.Manager.from_queryset(ZonedQuerySet)()

    class Meta:
        abstract = True

    def _do_update(self, base_qs: Any, using: Any, pk_val: Any, values: Any, *args: Any) -> bool:
        keep_row(type(self), self.zone_id, pk_val)
        return super()._do_update(base_qs.filter(zone_id=self.zone_id), using, pk_val, values, *args)

    def refresh_from_db(self, using: Any = None, fields: Any = None, from_queryset: Any = None) -> None:
        """Like Django's, in the row's zone; deferred fields come this way too."""
        rows = type(self)._base_manager.all() if from_queryset is None else from_queryset
        super().refresh_from_db(using, fields, rows.filter(zone_id=self.zone_id))

    def delete(self, using: Any = None, keep_parents: bool = False) -> tuple[int, dict[str, int]]:
        going = ZonedCollector(using=using or "default", origin=self)
        going.collect([self], keep_parents=keep_parents)
        return going.delete()


class VersionedModel(ZonedModel):
    """A zoned row that counts its changes; saving over somebody else's change raises `StaleVersion`."""

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        abstract = True

    def _do_update(self, base_qs: Any, using: Any, pk_val: Any, values: Any, *args: Any) -> bool:
        field = self._meta.get_field("version")
        values = [v for v in values if v[0] is not field] + [(field, None, self.version + 1)]
        done = super()._do_update(base_qs.filter(version=self.version), using, pk_val, values, *args)
        if not done and base_qs.filter(pk=pk_val, zone_id=self.zone_id).exists():
            raise StaleVersion(_("Somebody else has changed this since you opened it."))
        self.version += 1
        return done
