"""Everything an import compares with, read in a fixed number of queries however long the list is."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from guatu.core.errors import Fault, InvalidInput
from guatu.organization.models import Person, Unit, UnitAlias
from guatu.projects.choices import Ledger, ProofStatus
from guatu.projects.models.lists import ListMembership, ProjectList
from guatu.projects.models.progress import InvestmentEntry, StartProof
from guatu.projects.models.project import Project, ProjectDuty, ProjectYear
from guatu.projects.sheets.compare import Differences, differences
from guatu.projects.sheets.rows import ProjectRow, ProjectSheet


@dataclass(slots=True)
class Known:
    """The zone as it stood before the import."""

    units: dict[str, Unit] = field(default_factory=dict)
    unit_names: dict[UUID, str] = field(default_factory=dict)
    people: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    projects: list[Project] = field(default_factory=list)
    by_code: dict[str, Project] = field(default_factory=dict)
    by_name: dict[str, list[Project]] = field(default_factory=lambda: defaultdict(list))
    years: dict[UUID, ProjectYear] = field(default_factory=dict)
    duties: dict[UUID, dict[str, ProjectDuty]] = field(default_factory=lambda: defaultdict(dict))
    entries: dict[UUID, list[InvestmentEntry]] = field(default_factory=lambda: defaultdict(list))
    project_list: ProjectList | None = None
    on_list: set[UUID] = field(default_factory=set)
    proved_starts: set[UUID] = field(default_factory=set)

    def match(self, row: ProjectRow) -> Project | None:
        """The known project that a row speaks of: by project code, else by name and owner."""
        if row.code and row.code in self.by_code:
            return self.by_code[row.code]
        named = self.by_name.get(row.name, [])
        if row.owner_name:
            same_owner = [p for p in named if p.owner_name == row.owner_name]
            if same_owner:
                return same_owner[0]
            # An owner that was never named may be named now; a different owner is a different project.
            named = [p for p in named if not p.owner_name]
        return named[0] if len(named) == 1 else None

    def check(self, rows: Sequence[ProjectRow]) -> None:
        """Refuse what cannot be taken in: a project named twice, a name that several people bear."""
        faults, seen = [], dict[tuple[str, str], int]()
        for row in rows:
            key = (row.name, row.owner_name)
            if key in seen:
                message = _("“%(name)s” stands in row %(row)s already.") % {
                    "name": row.name,
                    "row": seen[key],
                }
                faults.append(Fault(f"{row.row}:name", message, "duplicate"))
            seen.setdefault(key, row.row)
            for label, name in (("lead_official", row.lead_official), ("liaison", row.liaison)):
                if len(self.people.get(name, ())) > 1:
                    message = (
                        _("Several people in the register are called %s; rename them apart first.") % name
                    )
                    faults.append(Fault(f"{row.row}:{label}", message, "ambiguous"))
        if faults:
            raise InvalidInput(faults)

    def differences(self, project: Project, row: ProjectRow) -> Differences:
        """What the row would change in a known project."""
        duties = self.duties.get(project.id, {})
        return differences(
            row,
            project=project,
            year=self.years.get(project.id),
            duties={role: duty.person.name for role, duty in duties.items()},
            entries=self.entries.get(project.id, []),
            on_list=project.id in self.on_list,
            unit_name=row.unit if self._unit_is(project, row.unit) else "",
            start_is_proved=project.id in self.proved_starts,
        )

    def _unit_is(self, project: Project, name: str) -> bool:
        unit = self.units.get(name)
        return unit is not None and unit.id == project.unit_id


def read_known(zone_id: UUID, sheet: ProjectSheet) -> Known:
    """Read what `sheet` will be compared with."""
    known = Known()
    for unit in Unit.objects.filter(zone_id=zone_id, closed_on__isnull=True).order_by("-parent"):
        known.unit_names[unit.id] = unit.name
        for name in (unit.short_name, unit.name):
            if name:
                known.units.setdefault(name, unit)
    for alias in UnitAlias.objects.filter(zone_id=zone_id).select_related("unit"):
        known.units.setdefault(alias.name, alias.unit)
    for person in Person.objects.filter(zone_id=zone_id):
        known.people[person.name].append(person)
    known.projects = list(Project.objects.filter(zone_id=zone_id))
    for project in known.projects:
        known.by_name[project.name].append(project)
        if project.code:
            known.by_code[project.code] = project
    if not known.projects:
        known.project_list = _list(zone_id, sheet)
        return known
    _read_details(known, zone_id, sheet)
    return known


def _read_details(known: Known, zone_id: UUID, sheet: ProjectSheet) -> None:
    for year in ProjectYear.objects.filter(zone_id=zone_id, year=sheet.year):
        known.years[year.project_id] = year
    for duty in ProjectDuty.objects.filter(zone_id=zone_id, valid_to__isnull=True).select_related("person"):
        known.duties[duty.project_id][duty.role] = duty
    for entry in InvestmentEntry.objects.filter(zone_id=zone_id, year=sheet.year, ledger=Ledger.DISPATCH):
        known.entries[entry.project_id].append(entry)
    proofs = StartProof.objects.filter(zone_id=zone_id, status=ProofStatus.VERIFIED)
    known.proved_starts = set(proofs.values_list("project_id", flat=True))
    known.project_list = _list(zone_id, sheet)
    if known.project_list is not None:
        members = ListMembership.objects.filter(
            zone_id=zone_id, list=known.project_list, left_on__isnull=True
        )
        known.on_list = set(members.values_list("project_id", flat=True))


def _list(zone_id: UUID, sheet: ProjectSheet) -> ProjectList | None:
    return ProjectList.objects.filter(zone_id=zone_id, year=sheet.year, name__in=sheet.list_names).first()
