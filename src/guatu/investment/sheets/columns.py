"""A mapping of columns that somebody gives."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from guatu.core.errors import Fault, InvalidInput
from guatu.investment.choices import DealSheet
from guatu.investment.sheets.fields import FIELDS


def parse_deal_mapping(document: Any, reads: DealSheet) -> dict[str, str | None]:
    """Check an object of header → field name, or null for a column not to be read. Raises `InvalidInput`."""
    if not isinstance(document, Mapping):
        raise InvalidInput({"mapping": _("expected an object of header → field")})
    fields = FIELDS[reads]
    known = ", ".join(f.name for f in fields)
    faults = [
        Fault(
            f"mapping.{header}",
            _("“%(field)s” is no field; expected one of: %(known)s") % {"field": name, "known": known},
        )
        for header, name in document.items()
        if name not in (None, "") and name not in fields
    ]
    if faults:
        raise InvalidInput(faults)
    return dict(document)
