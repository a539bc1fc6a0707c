"""Write a briefing template, or rewrite one."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import change, record, use_case
from guatu.reports.choices import Aim
from guatu.reports.events import BriefingTemplateDefined
from guatu.reports.models import BriefingTemplate
from guatu.reports.policies import may_define_briefing_template
from guatu.reports.writing.language import read_template


@use_case(may=may_define_briefing_template)
def define_briefing_template(
    *,
    actor: Actor,
    code: str,
    name: str,
    text: str,
    aim: Aim = Aim.ZONE,
    heading: str = "",
    addressee: str = "",
    template: BriefingTemplate | None = None,
) -> BriefingTemplate:
    """The template under its code; drafts begun before keep the text they have.

    Raises `InvalidInput` where the text cannot be read, naming the line, or where the code is another template's.
    """
    read_template(text)
    values = {
        "code": code.strip(),
        "name": name.strip(),
        "aim": aim,
        "heading": heading.strip(),
        "addressee": addressee.strip(),
        "text": text,
    }
    same = BriefingTemplate.objects.filter(zone_id=actor.zone_id, code=values["code"]).first()
    if same is not None and (template is None or same.id != template.id):
        raise InvalidInput({"code": _("another template has this code")})
    if template is None:
        template = BriefingTemplate.objects.create(zone_id=actor.zone_id, **values)
        record(BriefingTemplateDefined(zone_id=actor.zone_id, template_id=template.id), subject=template)
        return template
    changes = change(template, **values)
    if changes:
        event = BriefingTemplateDefined(zone_id=actor.zone_id, template_id=template.id)
        record(event, subject=template, changes=changes)
    return template
