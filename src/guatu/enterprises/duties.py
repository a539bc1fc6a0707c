"""Liaisons of enterprises, for the hand-over when they leave a post."""

from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.enterprises.choices import EnterpriseStatus
from guatu.enterprises.policies import may_edit_enterprise
from guatu.enterprises.selectors.enterprises import get_enterprise, visible_enterprises
from guatu.enterprises.use_cases.hand_over_liaison import hand_over_liaison
from guatu.organization.duties import Duty, register
from guatu.organization.models import Person


class EnterpriseDuties:
    """Liaisons of enterprises in operation."""

    name = "enterprises"

    def open_duties(self, *, actor: Actor, person_ids: Collection[UUID] | None) -> Iterator[Duty]:
        rows = visible_enterprises(actor=actor).filter(
            status=EnterpriseStatus.OPERATING, liaison__isnull=False
        )
        if person_ids is not None:
            rows = rows.filter(liaison_id__in=list(person_ids))
        for row in rows:
            if row.liaison_id is None:
                continue
            yield Duty(
                provider=self.name,
                id=row.id,
                person_id=row.liaison_id,
                what=_("liaison of the enterprise"),
                subject=row.name,
                subject_id=row.id,
                url_name="enterprises:enterprise",
                since=row.liaison_since or date.min,
                may_hand_over=may_edit_enterprise(actor, row),
            )

    def hand_over(self, duty_id: UUID, *, actor: Actor, to: Person, on: date, reason: str) -> None:
        enterprise = get_enterprise(duty_id, actor=actor)
        hand_over_liaison(actor=actor, enterprise=enterprise, to=to, on=on, reason=reason)


register(EnterpriseDuties())
