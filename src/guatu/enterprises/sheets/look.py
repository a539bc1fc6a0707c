"""What a workbook of enterprises would do: every row read, compared with the register, every fault at its cell."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, NotAllowed, NotFound, hidden
from guatu.enterprises.details import EnterpriseDetails, checked_values
from guatu.enterprises.models.enterprise import Enterprise
from guatu.enterprises.models.imports import EnterpriseImport
from guatu.enterprises.policies import EDIT, REGISTER, may_import_enterprises
from guatu.enterprises.rules.credit_codes import read_credit_code
from guatu.enterprises.rules.industry_codes import read_industry_code
from guatu.enterprises.sheets.fields import FIELDS
from guatu.organization.models import Person, Unit, UnitAlias
from guatu.sheets.choose_sheet import choose_sheet
from guatu.sheets.open import open_workbook
from guatu.sheets.problems import CellProblem
from guatu.sheets.read_table import read_table
from guatu.sheets.table import DataRow, Table

# What an empty cell, or a column that is not there, leaves as it is in the register.
_KEPT_IF_BLANK = ("credit_code", "industry_code", "address", "longitude", "latitude", "liaison")


@dataclass(frozen=True, slots=True)
class Planned:
    """One row that can be taken in. `known` is the enterprise that it changes; None: a new one."""

    row: int
    details: EnterpriseDetails
    known: Enterprise | None = None


@dataclass(slots=True)
class Look:
    """What an import would do. Where there are problems it would do nothing."""

    new: list[Planned] = field(default_factory=list)
    changed: list[Planned] = field(default_factory=list)
    unchanged: int = 0
    problems: list[CellProblem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def planned(self) -> list[Planned]:
        return sorted([*self.new, *self.changed], key=lambda one: one.row)


def enterprise_imports(*, actor: Actor) -> QuerySet[EnterpriseImport]:
    """Uploads, newest first: the zone's for those who may register enterprises everywhere, their own for those who
    may somewhere."""
    if not may_import_enterprises(actor):
        raise NotAllowed(REGISTER)
    uploads = EnterpriseImport.objects.filter(zone_id=actor.zone_id)
    return uploads if actor.reach(REGISTER).whole_zone else uploads.filter(uploaded_by_id=actor.user_id)


def get_enterprise_import(import_id: UUID, *, actor: Actor) -> EnterpriseImport:
    """Raises `NotFound`."""
    with hidden("enterprise import"):
        found = enterprise_imports(actor=actor).filter(id=import_id).first()
    if found is None:
        raise NotFound("enterprise import")
    return found


def content_of(upload: EnterpriseImport) -> bytes:
    """The stored file."""
    with default_storage.open(upload.storage_name) as file:
        content: bytes = file.read()
    return content


def read_workbook(content: bytes, name: str) -> Table:
    """The table of enterprises in a workbook. Raises `SheetError` where there is none, or columns are missing."""
    table = read_table(choose_sheet(open_workbook(content, name), FIELDS).sheet, FIELDS)
    table.require_columns()
    return table


def look_through(table: Table, *, actor: Actor, day: date) -> Look:
    """Compare a table with the register as of `day`."""
    work = _Looking(table, actor, day)
    for row in table.rows:
        if row.number not in table.rejected:
            work.take(row)
    look = work.look
    look.problems = sorted([*table.errors, *look.problems], key=lambda p: (p.row, p.column))
    look.remarks = table.remarks
    return look


class _Looking:
    """One look under way."""

    def __init__(self, table: Table, actor: Actor, day: date) -> None:
        self.table, self.actor, self.day = table, actor, day
        self.look = Look()
        registered = list(Enterprise.objects.filter(zone_id=actor.zone_id).select_related("unit", "liaison"))
        self.by_code = {one.credit_code: one for one in registered if one.credit_code}
        self.by_name = {one.name: one for one in registered}
        self.units = _units_by_name(actor.zone_id)
        self.people: dict[str, list[Person]] = {}
        for person in Person.objects.filter(zone_id=actor.zone_id):
            self.people.setdefault(person.name, []).append(person)
        # Name or code → the row in which it stood first.
        self.seen: dict[str, int] = {}

    def take(self, row: DataRow) -> None:
        before = len(self.look.problems)
        name = " ".join(row.text("name").split())
        code = read_credit_code(row.text("credit_code")).text
        known = self.by_code.get(code) if code else None
        known = known or self.by_name.get(name)
        self._seen_before(row, name, code)
        details = self._details(row, name, code, known)
        if details is not None:
            self._check(row, details, known)
        if details is None or len(self.look.problems) > before:
            return
        if known is None:
            self.look.new.append(Planned(row.number, details))
        elif _differs(known, details):
            self.look.changed.append(Planned(row.number, details, known))
        else:
            self.look.unchanged += 1

    def _seen_before(self, row: DataRow, name: str, code: str) -> None:
        for field_name, value in (("name", name), ("credit_code", code)):
            first = self.seen.setdefault(value, row.number) if value else row.number
            if first != row.number:
                self._fault(row, field_name, _("stands in row %s already") % first)

    def _details(
        self, row: DataRow, name: str, code: str, known: Enterprise | None
    ) -> EnterpriseDetails | None:
        unit = self.units.get(row.text("unit").strip())
        if unit is None:
            self._fault(row, "unit", _("there is no open unit of this name"))
        liaison = self._liaison(row)
        longitude, latitude = self._number(row, "longitude"), self._number(row, "latitude")
        if unit is None:
            return None
        details = EnterpriseDetails(
            name=name,
            unit=unit,
            credit_code=code or row.text("credit_code"),
            industry_code=row.text("industry_code"),
            address=row.text("address").strip(),
            longitude=longitude,
            latitude=latitude,
            liaison=liaison,
        )
        if known is not None:
            kept = {n: getattr(known, n) for n in _KEPT_IF_BLANK if getattr(details, n) in ("", None)}
            details = replace(details, **kept)
        return details

    def _check(self, row: DataRow, details: EnterpriseDetails, known: Enterprise | None) -> None:
        if known is not None and known.is_closed:
            self._fault(row, "name", _("this enterprise is marked as closed"))
        permission = REGISTER if known is None else EDIT
        reached = [details.unit.id] if known is None else [details.unit.id, known.unit_id]
        if not all(self.actor.may(permission, unit_id) for unit_id in reached):
            self._fault(row, "unit", _("your posts do not reach this unit"))
        try:
            checked_values(details, zone_id=self.actor.zone_id, day=self.day, enterprise=known)
        except InvalidInput as error:
            for fault in error.faults:
                self._fault(row, fault.place, fault.message)

    def _liaison(self, row: DataRow) -> Person | None:
        name = row.text("liaison").strip()
        if not name:
            return None
        found = self.people.get(name, [])
        if len(found) == 1:
            return found[0]
        if found:
            self._fault(row, "liaison", _("several people of the zone bear this name"))
        else:
            self._fault(row, "liaison", _("nobody of the zone bears this name"))
        return None

    def _number(self, row: DataRow, name: str) -> Decimal | None:
        text = row.text(name).strip()
        if not text:
            return None
        try:
            number = Decimal(text.rstrip("°"))
            if not number.is_finite() or abs(number) > 360:
                raise InvalidOperation
        except InvalidOperation:
            self._fault(row, name, _("expected degrees, such as 119.581234"))
            return None
        return number.quantize(Decimal("0.000001"))

    def _fault(self, row: DataRow, name: str, reason: str) -> None:
        column = self.table.header.column_of(name)
        cell = self.table.cell(row.number, name) if column else None
        self.look.problems.append(
            CellProblem(
                row=row.number,
                column=column.letter if column else "",
                field=name,
                header=column.header if column else "",
                value=cell.text if cell else "",
                reason=reason,
                expected="",
            )
        )


def _differs(known: Enterprise, details: EnterpriseDetails) -> bool:
    said: dict[str, Any] = {
        "name": details.name,
        "unit_id": details.unit.id,
        "credit_code": read_credit_code(details.credit_code).text,
        "industry_code": read_industry_code(details.industry_code),
        "address": details.address,
        "longitude": details.longitude,
        "latitude": details.latitude,
        "liaison_id": details.liaison.id if details.liaison else None,
    }
    return any(getattr(known, name) != value for name, value in said.items())


def _units_by_name(zone_id: UUID) -> dict[str, Unit]:
    """The open units by alias, short name and name; the name counts most."""
    units = {unit.id: unit for unit in Unit.objects.filter(zone_id=zone_id, closed_on__isnull=True)}
    found: dict[str, Unit] = {}
    for alias in UnitAlias.objects.filter(zone_id=zone_id, unit_id__in=units):
        found[alias.name] = units[alias.unit_id]
    found |= {unit.short_name: unit for unit in units.values() if unit.short_name}
    return found | {unit.name: unit for unit in units.values()}
