"""Columns that somebody has matched before."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from guatu.core.errors import Fault, InvalidInput
from guatu.projects.models.imports import ColumnMemory
from guatu.projects.sheets.fields import FIELDS


def mapping_for(zone_id: UUID) -> dict[str, str | None]:
    """Header key → field, as remembered in the zone; "" for a column that is not to be read."""
    return dict(ColumnMemory.objects.filter(zone_id=zone_id).values_list("header", "field"))


def parse_mapping(document: Any) -> dict[str, str | None]:
    """Check a mapping given as JSON: an object of header → field name, or null for a column not to be read."""
    if not isinstance(document, Mapping):
        raise InvalidInput({"mapping": _("expected an object of header → field")})
    known = ", ".join(f.name for f in FIELDS)
    faults = [
        Fault(
            f"mapping.{header}",
            _("“%(field)s” is no field; expected one of: %(known)s") % {"field": field, "known": known},
        )
        for header, field in document.items()
        if field not in (None, "") and field not in FIELDS
    ]
    if faults:
        raise InvalidInput(faults)
    return dict(document)
