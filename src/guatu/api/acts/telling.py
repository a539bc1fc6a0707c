"""What a program is told of the outcome of a use case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model

from guatu.api.collections.table import BY_TYPE
from guatu.core.json import to_json
from guatu.core.zoned import VersionedModel


def outcome(result: Any) -> Any:
    """Objects as references, what is made of several values with its parts, everything else as JSON has it."""
    if isinstance(result, Model):
        return reference(result)
    if is_dataclass(result) and not isinstance(result, type):
        return {one.name: outcome(getattr(result, one.name)) for one in fields(result)}
    if isinstance(result, Mapping):
        return {str(key): outcome(value) for key, value in result.items()}
    if isinstance(result, (list, tuple, set, frozenset)):
        return [outcome(one) for one in result]
    return to_json(result)


def reference(instance: Model) -> dict[str, Any]:
    """Type, id and name; where it can be read, if a collection shows its kind."""
    told: dict[str, Any] = {
        "type": instance._meta.label_lower,
        "id": str(instance.pk),
        "label": str(instance),
    }
    if isinstance(instance, VersionedModel):
        told["version"] = instance.version
    collection = BY_TYPE.get(told["type"])
    if collection is not None:
        told["href"] = f"/api/v1/{collection.name}/{instance.pk}"
    return told


def with_newest_version(result: Any) -> int | None:
    """The version of an object as it stands at the end of the transaction, which the instance then has too."""
    if not isinstance(result, VersionedModel):
        return None
    newest: int | None = (
        type(result)
        ._default_manager.filter(zone_id=result.zone_id, pk=_key(result))
        .values_list("version", flat=True)
        .first()
    )
    if newest is not None:
        result.version = newest
    return newest


def _key(instance: VersionedModel) -> UUID:
    return instance.id
