"""Take in a project list that has been read from a workbook: all of it, or nothing."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from guatu.core.actor import Actor
from guatu.core.bulk import copy_values, many_objects, new_row
from guatu.core.clock import now
from guatu.core.errors import Fault
from guatu.core.use_case import Subject, change, record, use_case
from guatu.core.zoned import ZonedModel
from guatu.organization.models import Person, Unit
from guatu.organization.selectors import root_unit
from guatu.organization.use_cases.create_unit import create_unit
from guatu.organization.use_cases.register_person import register_person
from guatu.projects.choices import Ledger
from guatu.projects.events.imports import ProjectImported, ProjectsImported, ProjectUpdatedByImport
from guatu.projects.models.lists import ListMembership, ProjectList
from guatu.projects.models.progress import InvestmentEntry
from guatu.projects.models.project import Project, ProjectDuty, ProjectYear
from guatu.projects.policies.projects import may_import_projects
from guatu.projects.rules.unit_names import guess_unit_type
from guatu.projects.sheets.compare import Differences, project_values, year_values
from guatu.projects.sheets.known import Known, read_known
from guatu.projects.sheets.outcome import ImportOutcome
from guatu.projects.sheets.rows import ProjectRow, ProjectSheet, Spent

_PROJECT = Project._meta.label_lower


@use_case(may=may_import_projects)
def import_projects(*, actor: Actor, sheet: ProjectSheet, file_name: str) -> ImportOutcome:
    """Create the projects that are new, change those the sheet says otherwise of, leave the rest alone.

    Units and people that the sheet names and the register lacks are entered. Raises `InvalidInput` with every
    row at fault; then nothing has been changed. Importing the same sheet again changes nothing.
    """
    work = _Import(actor, sheet, read_known(actor.zone_id, sheet), file_name)
    work.known.check(sheet.rows)
    with many_objects():
        for row in sheet.rows:
            work.take(row)
        work.write()
    outcome = work.outcome
    if outcome.created or outcome.updated:
        record(
            ProjectsImported(
                zone_id=actor.zone_id,
                file=file_name,
                year=sheet.year,
                created=outcome.created,
                updated=outcome.updated,
                unchanged=outcome.unchanged,
            ),
            subject=work.list(),
        )
    return outcome


class _Import:
    """One import under way: rows to be written by COPY are gathered here, changes are made at once."""

    def __init__(self, actor: Actor, sheet: ProjectSheet, known: Known, file_name: str) -> None:
        self.actor, self.sheet, self.known, self.file_name = actor, sheet, known, file_name
        self.outcome = ImportOutcome()
        self.new: dict[type[ZonedModel], list[dict[str, Any]]] = {
            m: [] for m in (Project, ProjectYear, ProjectDuty, InvestmentEntry, ListMembership)
        }
        self.first_day = date(sheet.year, 1, 1)
        self.now = now()
        self.created: list[tuple[Subject, int]] = []

    def list(self) -> ProjectList:
        """The project list that the sheet is; made when the first row needs it."""
        if self.known.project_list is None:
            self.known.project_list = ProjectList.objects.create(
                zone_id=self.actor.zone_id,
                name=self.sheet.list_name,
                level=self.sheet.list_level,
                year=self.sheet.year,
            )
        return self.known.project_list

    def take(self, row: ProjectRow) -> None:
        """Create, change or leave the project of one row."""
        project = self.known.match(row)
        if project is None:
            self._create(row)
            return
        found = self.known.differences(project, row)
        self.outcome.warnings += [Fault(str(row.row), w, "kept") for w in found.warnings]
        if found:
            self._update(project, row, found)
        else:
            self.outcome.unchanged += 1

    def write(self) -> None:
        """Write what was gathered, in the order of the foreign keys, and record each new project."""
        for model, rows in self.new.items():
            copy_values(model, rows)
        zone_id = self.actor.zone_id
        for subject, row in self.created:
            record(
                ProjectImported(zone_id=zone_id, project_id=subject.id, row=row),
                subject=subject,
                reason=self.file_name,
            )

    def _create(self, row: ProjectRow) -> None:
        zone_id = self.actor.zone_id
        project = new_row(
            Project, zone_id=zone_id, name=row.name, unit_id=self._unit(row.unit).id, **project_values(row)
        )
        project_id: UUID = project["id"]
        self.new[Project].append(project)
        self.new[ProjectYear].append(
            new_row(
                ProjectYear, zone_id=zone_id, project_id=project_id, year=self.sheet.year, **year_values(row)
            )
        )
        for role, name in (("lead_official", row.lead_official), ("liaison", row.liaison)):
            if name:
                self._give_duty(project_id, role, name, self.first_day)
        if row.spent is not None:
            self._spend(project_id, row.spent)
        self._join_list(project_id)
        self.created.append((Subject(_PROJECT, project_id, row.name), row.row))
        self.outcome.created += 1
        self.outcome.project_ids.append(project_id)

    def _update(self, project: Project, row: ProjectRow, found: Differences) -> None:
        values = dict(found.project)
        if "unit" in values:
            values["unit"] = self._unit(row.unit)
        changes = change(project, **values)
        year = self.known.years.get(project.id)
        if year is None:
            self.new[ProjectYear].append(
                new_row(
                    ProjectYear,
                    zone_id=project.zone_id,
                    project_id=project.id,
                    year=self.sheet.year,
                    **year_values(row),
                )
            )
            changes |= {name: (None, value) for name, value in found.year.items()}
        else:
            changes |= change(year, **found.year)
        for role, name in found.duties.items():
            changes[role] = (self._end_duty(project, role), name)
            self._give_duty(project.id, role, name, self.sheet.as_of)
        if found.spent is not None:
            if found.corrected is not None:
                corrected = change(found.corrected, total=found.spent.amount_cny)
                changes["year_to_date"] = corrected["total"]
            else:
                self._spend(project.id, found.spent)
                changes["year_to_date"] = (None, found.spent.amount_cny)
        if found.joins_list:
            self._join_list(project.id)
            changes["list"] = (None, self.sheet.list_name)
        record(
            ProjectUpdatedByImport(zone_id=project.zone_id, project_id=project.id, row=row.row),
            subject=project,
            changes=changes,
            reason=self.file_name,
        )
        self.outcome.updated += 1
        self.outcome.project_ids.append(project.id)

    def _unit(self, name: str) -> Unit:
        """The unit of that name, entered in the register where missing; the root where none is named."""
        if name not in self.known.units:
            root = root_unit(self.actor.zone_id)
            if not name:
                self.known.units[name] = root
            else:
                self.known.units[name] = create_unit(
                    actor=self.actor, name=name, type=guess_unit_type(name), parent=root
                )
                self.outcome.created_units.append(name)
        return self.known.units[name]

    def _person(self, name: str) -> Person:
        if not self.known.people.get(name):
            self.known.people[name] = [register_person(actor=self.actor, name=name)]
            self.outcome.created_people.append(name)
        return self.known.people[name][0]

    def _give_duty(self, project_id: UUID, role: str, name: str, day: date) -> None:
        person = self._person(name)
        self.new[ProjectDuty].append(
            new_row(
                ProjectDuty,
                zone_id=self.actor.zone_id,
                project_id=project_id,
                role=role,
                person_id=person.id,
                valid_from=day,
            )
        )

    def _end_duty(self, project: Project, role: str) -> str | None:
        duty = self.known.duties.get(project.id, {}).get(role)
        if duty is None:
            return None
        change(duty, valid_to=max(duty.valid_from, self.sheet.as_of - timedelta(days=1)))
        return duty.person.name

    def _spend(self, project_id: UUID, spent: Spent) -> None:
        self.new[InvestmentEntry].append(
            new_row(
                InvestmentEntry,
                zone_id=self.actor.zone_id,
                project_id=project_id,
                ledger=Ledger.DISPATCH,
                year=self.sheet.year,
                first_month=spent.first_month,
                last_month=spent.last_month,
                total=spent.amount_cny,
                source=self.file_name,
                entered_by=self.actor.name,
                entered_at=self.now,
            )
        )

    def _join_list(self, project_id: UUID) -> None:
        self.new[ListMembership].append(
            new_row(
                ListMembership,
                zone_id=self.actor.zone_id,
                list_id=self.list().id,
                project_id=project_id,
                entered_on=self.first_day,
            )
        )
