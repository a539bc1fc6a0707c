"""Builders for tests of enterprises: the cast of the matters' tests with an enterprise in its park."""

from __future__ import annotations

from datetime import date
from typing import Any

from guatu.core.actor import Actor
from guatu.enterprises.details import EnterpriseDetails
from guatu.enterprises.models.enterprise import Enterprise
from guatu.enterprises.models.visits import Visit
from guatu.enterprises.rules.credit_codes import check_character
from guatu.enterprises.use_cases.issue_access_link import issue_access_link
from guatu.enterprises.use_cases.plan_visit import TakesPart, plan_visit
from guatu.enterprises.use_cases.register_enterprise import register_enterprise
from guatu.organization.models import Unit
from tests.builders import console
from tests.matters.matter_builders import Cast

NAME = "演示精密机械有限公司"


def a_code(number: int) -> str:
    """An invented code whose check character fits."""
    first = f"91321181MA0000{number:03}"
    return first + check_character(first)


def an_enterprise(cast: Cast, name: str = NAME, *, unit: Unit | None = None, **values: Any) -> Enterprise:
    details = EnterpriseDetails(name=name, unit=unit or cast.park, **values)
    return register_enterprise(actor=console(cast.zone), details=details)


def a_visit(
    cast: Cast, enterprise: Enterprise, day: date, *, actor: Actor | None = None, **values: Any
) -> Visit:
    given: dict[str, Any] = {"taking_part": [TakesPart(cast.park, "张三")], "purpose": "了解生产经营情况"}
    return plan_visit(actor=actor or cast.clerk, enterprise=enterprise, day=day, **(given | values))


def a_token(cast: Cast, enterprise: Enterprise, expires_on: date = date(2018, 12, 31)) -> str:
    return issue_access_link(
        actor=cast.office, enterprise=enterprise, given_to="办公室主任", expires_on=expires_on
    ).token
