"""丹阳经济开发区 2018: an office's workbook of 54 projects, imported, with people and life around it invented.

The zone keeps its clock at Monday 2 July 2018, two days after the workbook's date, the day on which it was imported.
"""

from datetime import date
from pathlib import Path

from guatu.core.models import Zone
from guatu.core.walls import zone_open
from guatu.demo.accounts import give_accounts
from guatu.demo.city import above
from guatu.demo.danyang_areas import report_areas
from guatu.demo.danyang_briefings import write_briefings
from guatu.demo.danyang_enterprises import settle_enterprises
from guatu.demo.danyang_grids import give_grids
from guatu.demo.danyang_indicators import report
from guatu.demo.danyang_investment import promote
from guatu.demo.danyang_leagues import rank
from guatu.demo.danyang_life import live
from guatu.demo.danyang_matters import load_matters
from guatu.demo.danyang_meetings import meet
from guatu.demo.danyang_targets import set_the_pace
from guatu.organization.powers import system_actor
from guatu.organization.use_cases.open_zone import open_zone
from guatu.projects.sheets.read import read_projects
from guatu.projects.use_cases.import_projects import import_projects
from guatu.sheets.open import open_workbook

WORKBOOK = Path(__file__).parent / "data" / "danyang-2018.xlsx"
IMPORTED_ON = date(2018, 6, 30)
TODAY = date(2018, 7, 2)


def load_danyang() -> Zone:
    """Open the zone, import the workbook, and give out the demo accounts."""
    zone = Zone(code="DY", name="丹阳经济开发区", clock_date=IMPORTED_ON, is_demo=True)
    with zone_open(zone.id):
        _fill(zone)
    return zone


def _fill(zone: Zone) -> None:
    actor = system_actor("demo", zone)
    open_zone(actor=actor, zone=zone, parent_code=above())
    read = read_projects(open_workbook(WORKBOOK), today=IMPORTED_ON)
    import_projects(actor=actor, sheet=read.sheet, file_name=WORKBOOK.name)
    zone.clock_date = TODAY
    zone.save(update_fields=["clock_date"])
    give_accounts(zone, since=date(2017, 1, 1))
    live(zone)
    give_grids(zone)
    settle_enterprises(zone)
    promote(zone, WORKBOOK)
    load_matters(zone, TODAY)
    meet(zone)
    report(zone)
    set_the_pace(zone)
    rank(zone)
    report_areas(zone)
    write_briefings(zone)
