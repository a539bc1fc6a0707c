"""Who is in charge of prospects, for the hand-over when they leave a post."""

from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.investment.choices import Stage
from guatu.investment.policies import may_edit_prospect
from guatu.investment.selectors.prospects import get_prospect, visible_prospects
from guatu.investment.use_cases.hand_over_prospect import hand_over_prospect
from guatu.organization.duties import Duty, register
from guatu.organization.models import Person


class ProspectDuties:
    """Persons in charge of prospects that are still followed."""

    name = "investment"

    def open_duties(self, *, actor: Actor, person_ids: Collection[UUID] | None) -> Iterator[Duty]:
        rows = visible_prospects(actor=actor).filter(person__isnull=False)
        rows = rows.exclude(stage__in=[Stage.LANDED, Stage.DROPPED])
        if person_ids is not None:
            rows = rows.filter(person_id__in=list(person_ids))
        for row in rows:
            if row.person_id is None:
                continue
            yield Duty(
                provider=self.name,
                id=row.id,
                person_id=row.person_id,
                what=_("in charge of the prospect"),
                subject=row.name,
                subject_id=row.id,
                url_name="investment:prospect",
                since=row.stage_since,
                may_hand_over=may_edit_prospect(actor, row),
            )

    def hand_over(self, duty_id: UUID, *, actor: Actor, to: Person, on: date, reason: str) -> None:
        hand_over_prospect(actor=actor, prospect=get_prospect(duty_id, actor=actor), to=to, reason=reason)


register(ProspectDuties())
