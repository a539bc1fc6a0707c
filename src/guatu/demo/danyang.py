"""丹阳经济开发区 2018: an office's workbook of 54 projects, imported, with people and life around it invented.

The zone keeps its clock at Monday 2 July 2018, two days after the workbook's date.
"""

from datetime import date
from pathlib import Path

from guatu.accounts.models import User
from guatu.core.models import Zone
from guatu.demo.sign_ins import PASSWORD, SIGN_INS, SignIn
from guatu.organization.models import Person, Unit
from guatu.organization.powers import system_actor
from guatu.organization.use_cases.appoint_person import appoint_person
from guatu.organization.use_cases.create_post import create_post
from guatu.organization.use_cases.create_zone import create_zone
from guatu.organization.use_cases.register_person import register_person
from guatu.projects.sheets.read import read_projects
from guatu.projects.use_cases.choose_light_rules import choose_light_rules
from guatu.projects.use_cases.import_projects import import_projects
from guatu.sheets.open import open_workbook

WORKBOOK = Path(__file__).parent / "data" / "danyang-2018.xlsx"
TODAY = date(2018, 7, 2)
FIRST_DAY = date(2017, 1, 1)


def load_danyang() -> Zone:
    """Make the zone, import the workbook, and give out the demo accounts."""
    zone = Zone(code="DY", name="丹阳经济开发区", clock_date=TODAY, is_demo=True)
    actor = system_actor("demo", zone)
    create_zone(actor=actor, zone=zone)
    choose_light_rules(actor=actor, name="银川规则", preset="yinchuan", in_force_from=FIRST_DAY)
    read = read_projects(open_workbook(WORKBOOK), today=TODAY)
    import_projects(actor=actor, sheet=read.sheet, file_name=WORKBOOK.name)
    for sign_in in SIGN_INS:
        _give_account(zone, sign_in)
    return zone


def _give_account(zone: Zone, sign_in: SignIn) -> None:
    actor = system_actor("demo", zone)
    user = User.objects.filter(username=sign_in.username).first()
    if user is None:
        user = User.objects.create_user(sign_in.username, PASSWORD)
    person = Person.objects.filter(zone=zone, name=sign_in.person, user=None).first()
    if person is None:
        person = register_person(actor=actor, name=sign_in.person, user=user)
    else:
        person.user = user
        person.save(update_fields=["user"])
    unit = (
        Unit.objects.get(zone=zone, name=sign_in.unit)
        if sign_in.unit
        else Unit.objects.get(zone=zone, parent=None)
    )
    post = create_post(actor=actor, unit=unit, title=sign_in.title, roles=list(sign_in.roles))
    appoint_person(actor=actor, person=person, post=post, valid_from=FIRST_DAY, source="演示数据")
