"""Who works in a grid, and who answers for it on a day, with people on leave and their substitutes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guatu.grids.choices import WorkerRole
from guatu.grids.models import Grid, GridWorker, Substitute
from guatu.grids.rules.standing_in import StandIn, Work, who_answers, who_stands_in
from guatu.grids.selectors.grids import in_force
from guatu.organization.models import Person


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers for a grid on a day. `worker` is whose work it is, `person` who is there in the end; `chain` the
    substitutions that lead from one to the other, empty where nobody is on leave."""

    worker: GridWorker
    person: Person
    chain: Sequence[Substitute]

    @property
    def why(self) -> str:
        """Why this person, in the reader's language."""
        role = WorkerRole(self.worker.role).label
        said = [_("%(person)s is the %(role)s") % {"person": self.worker.person.name, "role": role}]
        said += [
            _("%(away)s is on leave and %(person)s stands in")
            % {"away": one.worker.person.name, "person": one.person.name}
            for one in self.chain
        ]
        return pgettext("between clauses", "; ").join(said)


@dataclass(slots=True)
class Staff:
    """The work in some grids on a day, and every substitution of the zone in force that day."""

    day: date
    works: dict[UUID, list[GridWorker]] = field(default_factory=dict)
    substitutes: list[Substitute] = field(default_factory=list)

    def answering(self, grid_id: UUID) -> Answering | None:
        """Who answers for the grid; None where it has neither worker nor leader that day."""
        rows = self.works.get(grid_id, [])
        by_work = {Work(row.person_id, row.role, row.valid_from, row.valid_to): row for row in rows}
        first = who_answers(by_work, self.day)
        return self.resolved(by_work[first]) if first is not None else None

    def resolved(self, worker: GridWorker) -> Answering:
        """Who does somebody's work that day."""
        known = {
            StandIn(s.worker.person_id, s.person_id, s.valid_from, s.valid_to, s.worker.grid_id): s
            for s in self.substitutes
        }
        chain = [
            known[step] for step in who_stands_in(worker.person_id, self.day, list(known), worker.grid_id)
        ]
        return Answering(worker, chain[-1].person if chain else worker.person, chain)


def staff_on(day: date, *, zone_id: UUID, grid_ids: Collection[UUID] | None = None) -> Staff:
    """The staff of some grids (None: of all) that the caller was allowed to see, on `day` (two queries)."""
    rows = GridWorker.objects.filter(in_force(day), zone_id=zone_id).select_related("person")
    if grid_ids is not None:
        rows = rows.filter(grid_id__in=list(grid_ids))
    staff = Staff(day)
    for row in rows:
        staff.works.setdefault(row.grid_id, []).append(row)
    staff.substitutes = list(
        Substitute.objects.filter(in_force(day), zone_id=zone_id).select_related("person", "worker__person")
    )
    return staff


def worker_on(grid: Grid, day: date) -> Answering | None:
    """Who answers for the grid on `day`: the worker, else the leader; whoever stands in while they are on leave."""
    return staff_on(day, zone_id=grid.zone_id, grid_ids=[grid.id]).answering(grid.id)


def workers_of(grid: Grid) -> list[GridWorker]:
    """Everybody who works, worked or will work in the grid, with all substitutes read along; today's first."""
    order = {role: number for number, role in enumerate(WorkerRole.values)}
    rows = (
        GridWorker.objects.filter(zone_id=grid.zone_id, grid=grid)
        .select_related("person")
        .prefetch_related("substitutes__person")
    )
    return sorted(
        rows, key=lambda w: (w.valid_to is not None, order[w.role], -w.valid_from.toordinal(), str(w.id))
    )
