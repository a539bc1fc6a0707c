"""Load the official notices that ship with the program into a zone."""

from guatu.calendars.in_force import put_in_force
from guatu.calendars.models import Notice
from guatu.calendars.official import official_notices
from guatu.calendars.policies import may_load_official_notices
from guatu.calendars.previews import preview_notice
from guatu.calendars.use_cases.draft_notice import draft_notice
from guatu.core.actor import Actor
from guatu.core.use_case import use_case


@use_case(may=may_load_official_notices)
def load_official_notices(*, actor: Actor) -> list[Notice]:
    """Draft and apply every shipped notice that the zone lacks, in the order of publication.

    Meant for a new zone, which has no open dates yet. Safe to repeat: what is there stays as it is. Returns
    the notices that were added.
    """
    known = set(Notice.objects.filter(zone_id=actor.zone_id).values_list("document_number", flat=True))
    added = []
    for official in official_notices():
        if official.document_number in known:
            continue
        notice = draft_notice(
            actor=actor,
            year=official.year,
            document_number=official.document_number,
            title=official.title,
            published_on=official.published_on,
            source_url=official.source_url,
            days=official.days,
        )
        put_in_force(notice, preview_notice(notice.id, actor=actor), actor=actor)
        added.append(notice)
    return added
