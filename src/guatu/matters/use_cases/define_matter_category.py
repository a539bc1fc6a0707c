"""Define a category of a kind of matter, or rename one."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import change, record, use_case
from guatu.matters.events import CategoryDefined
from guatu.matters.models.kinds import MatterCategory, MatterKind
from guatu.matters.policies import may_manage_matter_rules


@use_case(may=may_manage_matter_rules)
def define_matter_category(
    *, actor: Actor, kind: MatterKind, code: str, name: str, order: int = 0
) -> MatterCategory:
    """Nothing is recorded where nothing differs. Raises `InvalidInput`."""
    if not code.isidentifier():
        raise InvalidInput({"code": _("Letters, digits and underscores, please.")})
    if not name.strip():
        raise InvalidInput({"name": _("Expected a name.")})
    known = MatterCategory.objects.filter(zone_id=actor.zone_id, kind=kind, code=code).first()
    values = {"name": name.strip(), "order": order}
    if known is None:
        category = MatterCategory.objects.create(zone_id=actor.zone_id, kind=kind, code=code, **values)
        changes = {field: (None, value) for field, value in values.items()}
    else:
        category, changes = known, change(known, **values)
    if changes:
        record(
            CategoryDefined(zone_id=actor.zone_id, category_id=category.id), subject=category, changes=changes
        )
    return category
