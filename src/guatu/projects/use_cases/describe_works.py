"""Say which buildings and production lines a project has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Fault, InvalidInput, Refused
from guatu.core.use_case import change, record, use_case
from guatu.projects.choices import LineProcess, LineProduct, WorkKind
from guatu.projects.events.progress import WorkAdded, WorkEdited, WorkRemoved
from guatu.projects.models.progress import ProgressItem, WorkItem
from guatu.projects.models.project import Project
from guatu.projects.policies.progress import may_describe_works

MAX_WORKS = 200


@dataclass(frozen=True, slots=True)
class WorkDescription:
    """A building or line as it is to be: an existing one by its id, or a new one. Process and product are of lines."""

    kind: WorkKind | str
    name: str
    place: str = ""
    process: LineProcess | str = ""
    product: LineProduct | str = ""
    work_id: UUID | None = None


@use_case(may=may_describe_works)
def describe_works(
    *,
    actor: Actor,
    project: Project,
    works: Sequence[WorkDescription] = (),
    remove: Sequence[UUID] = (),
) -> list[WorkItem]:
    """Add, edit and take out buildings and lines, all or nothing; returns those added or edited.

    The kind of an existing one stays. Raises `InvalidInput` with the place `works.<index>.<field>` of every
    fault; `Refused` (`reported`) for taking out what reports have told of.
    """
    known = {w.id: w for w in WorkItem.objects.filter(zone_id=actor.zone_id, project=project)}
    _remove(project, known, remove)
    faults = _faults(known, works)
    if faults:
        raise InvalidInput(faults)
    if len(known) + sum(w.work_id is None for w in works) > MAX_WORKS:
        raise Refused(
            _("A project has up to %(limit)s buildings and lines.") % {"limit": MAX_WORKS}, code="too_many"
        )
    return [_describe(project, known.get(told.work_id) if told.work_id else None, told) for told in works]


def _describe(project: Project, work: WorkItem | None, told: WorkDescription) -> WorkItem:
    values = {"name": told.name.strip(), "place": told.place.strip()}
    if told.kind == WorkKind.LINE:
        values |= {"process": str(told.process), "product": str(told.product)}
    about = (project.id,)
    if work is None:
        work = WorkItem.objects.create(
            zone_id=project.zone_id, project=project, kind=WorkKind(told.kind), **values
        )
        record(
            WorkAdded(zone_id=work.zone_id, project_id=project.id, work_id=work.id), subject=work, about=about
        )
    elif changes := change(work, **values):
        event = WorkEdited(zone_id=work.zone_id, project_id=project.id, work_id=work.id)
        record(event, subject=work, changes=changes, about=about)
    return work


def _remove(project: Project, known: dict[UUID, WorkItem], ids: Sequence[UUID]) -> None:
    for work_id in ids:
        work = known.pop(work_id, None)
        if work is None:
            raise InvalidInput({"remove": _("Not a building or line of this project.")})
        if ProgressItem.objects.filter(zone_id=work.zone_id, work=work).exists():
            raise Refused(
                _("Reports have told of %(name)s, so it stays.") % {"name": work.name}, code="reported"
            )
        WorkItem.objects.filter(zone_id=work.zone_id, id=work.id).delete()
        record(
            WorkRemoved(zone_id=work.zone_id, project_id=project.id, work_id=work.id),
            subject=work,
            about=(project.id,),
        )


def _faults(known: dict[UUID, WorkItem], works: Sequence[WorkDescription]) -> list[Fault]:
    faults = []
    edited = {told.work_id for told in works if told.work_id is not None}
    names = {(w.kind, w.name) for w in known.values() if w.id not in edited}
    for index, told in enumerate(works):

        def fault(field: str, message: str, index: int = index) -> None:
            faults.append(Fault(f"works.{index}.{field}", message))

        name = told.name.strip()
        if told.kind not in WorkKind.values:
            fault("kind", _("A building or a production line."))
            continue
        if told.work_id is not None and told.work_id not in known:
            fault("name", _("Not a building or line of this project."))
        elif told.work_id is not None and known[told.work_id].kind != told.kind:
            fault("kind", _("A building stays a building, and a line a line."))
        if not name or len(name) > 60:
            fault("name", _("A name of up to 60 characters, such as “Workshop 1” or “Stamping line 2”."))
        elif (told.kind, name) in names:
            fault("name", _("There is already one called %(name)s.") % {"name": name})
        names.add((told.kind, name))
        if told.kind == WorkKind.BUILDING and (told.process or told.product):
            fault("process", _("Process and product are told of lines, not of buildings."))
        if told.process and told.process not in LineProcess.values:
            fault("process", _("Not a process that is known."))
        if told.product and told.product not in LineProduct.values:
            fault("product", _("Not a product that is known."))
        if len(told.place.strip()) > 60:
            fault("place", _("Up to 60 characters."))
    return faults
