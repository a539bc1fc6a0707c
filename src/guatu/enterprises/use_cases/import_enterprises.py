"""Take in the enterprises of an uploaded workbook: all of them, or none."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import Fault, InvalidInput, Refused
from guatu.core.locks import one_at_a_time
from guatu.core.models import Zone
from guatu.core.use_case import change, record, use_case
from guatu.enterprises.choices import ImportStatus
from guatu.enterprises.events import EnterprisesImported
from guatu.enterprises.models.imports import EnterpriseImport
from guatu.enterprises.policies import may_import_enterprises
from guatu.enterprises.sheets.look import content_of, look_through, read_workbook
from guatu.enterprises.use_cases.edit_enterprise import edit_enterprise
from guatu.enterprises.use_cases.register_enterprise import register_enterprise


@use_case(may=may_import_enterprises)
def import_enterprises(*, actor: Actor, upload: EnterpriseImport) -> EnterpriseImport:
    """Register those that are new, bring those known by code or name up to date, leave the rest alone.

    An empty cell leaves what the register has. A changed name leaves the old one as a former name. Raises
    `InvalidInput` naming every cell at fault, then nothing has been changed; `Refused` for a file that has been dealt
    with. Importing the same file again changes nothing.
    """
    one_at_a_time("enterprises.names", actor.zone_id)
    upload = EnterpriseImport.objects.get(zone_id=actor.zone_id, id=upload.id)
    if upload.status != ImportStatus.UPLOADED:
        raise Refused(_("This file has been dealt with already."), code="import_closed")
    day = today(Zone.objects.get(id=actor.zone_id))
    look = look_through(read_workbook(content_of(upload), upload.name), actor=actor, day=day)
    if look.problems:
        raise InvalidInput([Fault(problem.cell, str(problem)) for problem in look.problems])
    for one in look.new:
        register_enterprise(actor=actor, details=one.details)
    for one in look.changed:
        assert one.known is not None  # noqa: S101 – that is what makes it a change
        edit_enterprise(actor=actor, enterprise=one.known, details=one.details)
    counts = {"created": len(look.new), "changed": len(look.changed), "unchanged": look.unchanged}
    change(upload, status=ImportStatus.IMPORTED, result=counts)
    record(EnterprisesImported(zone_id=actor.zone_id, **counts), subject=upload, reason=upload.name)
    return upload
