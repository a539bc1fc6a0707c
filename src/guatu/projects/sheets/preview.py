"""What an import would do, without doing it."""

from guatu.core.actor import Actor
from guatu.core.errors import NotAllowed
from guatu.projects.policies.projects import may_import_projects
from guatu.projects.sheets.known import read_known
from guatu.projects.sheets.outcome import ImportOutcome
from guatu.projects.sheets.rows import ProjectSheet


def preview_import(*, actor: Actor, sheet: ProjectSheet) -> ImportOutcome:
    """Compare `sheet` with what is known; only reads. Raises what the import would raise."""
    if not may_import_projects(actor):
        raise NotAllowed("projects.import_projects")
    known = read_known(actor.zone_id, sheet)
    known.check(sheet.rows)
    outcome = ImportOutcome()
    units, people = dict.fromkeys(r.unit for r in sheet.rows if r.unit), dict[str, None]()
    for row in sheet.rows:
        for name in (row.lead_official, row.liaison):
            if name:
                people[name] = None
        project = known.match(row)
        if project is None:
            outcome.created += 1
        elif known.differences(project, row):
            outcome.updated += 1
        else:
            outcome.unchanged += 1
    outcome.created_units = [name for name in units if name not in known.units]
    outcome.created_people = [name for name in people if not known.people.get(name)]
    return outcome
