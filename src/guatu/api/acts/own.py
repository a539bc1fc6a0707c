"""The few use cases whose parameters JSON cannot stand for as they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.utils.translation import gettext as _

from guatu.attachments import subjects as attachments
from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.models import Zone
from guatu.core.zoned import ZonedModel
from guatu.investment.choices import Basis, PppLevel
from guatu.investment.models.imports import DealWorkbook
from guatu.investment.models.registers import Fund, Park, PppProject
from guatu.investment.sheets.uploads import open_deals, read_stored_deals
from guatu.investment.use_cases.define_register_entry import Entry
from guatu.investment.use_cases.define_register_entry import define_register_entry as define
from guatu.matters import subjects as matters
from guatu.meetings.selectors.meetings import MATTER, PROJECT
from guatu.organization.models import Unit
from guatu.projects.models.imports import WorkbookImport
from guatu.projects.sheets.uploads import open_import, read_import

Prepare = Callable[[Mapping[str, Any], Zone], Any]


def _read_projects(given: Mapping[str, Any], zone: Zone) -> Any:
    workbook: WorkbookImport = given["workbook"]
    return read_import(workbook, open_import(workbook), zone)


def _read_deals(given: Mapping[str, Any], zone: Zone) -> Any:
    workbook: DealWorkbook = given["workbook"]
    return read_stored_deals(workbook, open_deals(workbook), zone)


# Arguments that are read from others: an uploaded workbook is read when it is taken in, as on the page.
PREPARED: Mapping[str, Mapping[str, Prepare]] = {
    "projects.commit_workbook": {"read": _read_projects},
    "investment.take_in_deals": {"read": _read_deals},
}


@dataclass(frozen=True, slots=True)
class PppTerms:
    """A PPP project."""

    name: str
    since: date
    remark: str = ""
    basis: Basis = Basis.RECORD
    closed_on: date | None = None
    level: PppLevel = PppLevel.PROVINCIAL
    fiscal_duty_cny: Decimal | None = None


@dataclass(frozen=True, slots=True)
class FundTerms:
    """An industrial fund."""

    name: str
    since: date
    remark: str = ""
    basis: Basis = Basis.RECORD
    closed_on: date | None = None
    manager: str = ""
    size_cny: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ParkTerms:
    """A theme park."""

    name: str
    since: date
    remark: str = ""
    basis: Basis = Basis.RECORD
    closed_on: date | None = None
    theme: str = ""
    unit: Unit | None = None


_REGISTERS: Mapping[Any, type[Entry]] = {PppTerms: PppProject, FundTerms: Fund, ParkTerms: Park}


def define_register_entry(
    *, actor: Actor, terms: PppTerms | FundTerms | ParkTerms, entry: ZonedModel | None = None
) -> Entry:
    """A new entry of the register that `terms` belong to, or all that an entry says from now on. An entry that was in
    use is closed, never deleted. Raises `InvalidInput`."""
    register = _REGISTERS[type(terms)]
    if entry is not None and not isinstance(entry, register):
        raise InvalidInput({"entry": _("This stands on another register.")})
    values: dict[str, Any] = {one.name: getattr(terms, one.name) for one in fields(terms)}
    return define(actor=actor, register=register, entry=cast("Entry | None", entry), **values)


# Use cases that are called through a function with parameters of its own.
ADAPTED: Mapping[str, Callable[..., Any]] = {"investment.define_register_entry": define_register_entry}

# What the parameter `subject` may be an object of: whatever the app has been told of.
SUBJECTS: Mapping[str, Callable[[str], object | None]] = {
    "attachments.attach_file": attachments.kind_by_label,
    "matters.raise_matter": matters.kind_by_label,
    "meetings.add_item": lambda label: label in (PROJECT, MATTER) or None,
}


def check_subject(name: str, given: Mapping[str, Any]) -> None:
    """Raises `InvalidInput` where the use case cannot be about an object of that type."""
    subject, known = given.get("subject"), SUBJECTS.get(name)
    if subject is not None and known is not None and known(subject._meta.label_lower) is None:
        raise InvalidInput({"subject.type": _("It cannot be about an object of this type.")})


# What is told of where the use case gives back something for the page: the argument of that name.
TOLD_OF: Mapping[str, str] = {"projects.tune_plan": "plan"}
