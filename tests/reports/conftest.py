"""A zone with the office's workbook, and somebody signed in."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

import guatu.demo
from guatu.accounts.models import User
from guatu.core.models import Zone
from guatu.organization.models import Unit
from guatu.projects.sheets.read import read_projects
from guatu.projects.use_cases.import_projects import import_projects
from guatu.sheets.open import open_workbook
from tests.builders import a_zone, an_actor, console

WORKBOOK = Path(guatu.demo.__file__).parent / "data" / "danyang-2018.xlsx"
SignIn = Callable[..., Client]


@pytest.fixture
def danyang(db: None) -> Zone:
    zone = a_zone("DY")
    read = read_projects(open_workbook(WORKBOOK), today=date(2018, 7, 2))
    import_projects(actor=console(zone), sheet=read.sheet, file_name=WORKBOOK.name)
    return zone


def signed_in(zone: Zone, *roles: str, unit: Unit | None = None) -> Client:
    """A browser in English, with the roles at the unit (the root where none is named)."""
    name = "-".join(roles)
    an_actor(zone, *roles, unit=unit)
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(User.objects.get(username=name))
    return client
