"""Work in grids, for the hand-over when somebody leaves a post."""

from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from django.db.models import Q

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import NotFound
from guatu.core.models import Zone
from guatu.grids.choices import WorkerRole
from guatu.grids.models import GridWorker
from guatu.grids.policies import MANAGE
from guatu.grids.selectors.grids import in_force, visible_grids
from guatu.grids.use_cases.hand_over_grid_work import hand_over_grid_work
from guatu.organization.duties import Duty, register
from guatu.organization.models import Person


class GridDuties:
    """Leaders, workers and informants of grids, today."""

    name = "grids"

    def open_duties(self, *, actor: Actor, person_ids: Collection[UUID] | None) -> Iterator[Duty]:
        day = today(Zone.objects.get(id=actor.zone_id))
        visible = Q(grid_id__in=visible_grids(actor=actor).values("id"))
        rows = GridWorker.objects.filter(in_force(day), visible, zone_id=actor.zone_id).select_related("grid")
        if person_ids is not None:
            rows = rows.filter(person_id__in=list(person_ids))
        for row in rows:
            yield Duty(
                provider=self.name,
                id=row.id,
                person_id=row.person_id,
                what=WorkerRole(row.role).label,
                subject=row.grid.name,
                subject_id=row.grid_id,
                url_name="grids:grid",
                since=row.valid_from,
                may_hand_over=actor.may(MANAGE, row.grid.unit_id),
            )

    def hand_over(self, duty_id: UUID, *, actor: Actor, to: Person, on: date, reason: str) -> None:
        day = today(Zone.objects.get(id=actor.zone_id))
        worker = (
            GridWorker.objects.filter(
                in_force(day),
                zone_id=actor.zone_id,
                id=duty_id,
                grid_id__in=visible_grids(actor=actor).values("id"),
            )
            .select_related("grid", "person")
            .first()
        )
        if worker is None:
            raise NotFound("duty")
        hand_over_grid_work(actor=actor, worker=worker, to=to, on=on, reason=reason)


register(GridDuties())
