"""One row of every kind that an address can name, belonging to one unit: only as much as the database asks for.

Rows are written past the use cases, because the matrix asks who is let in, not what is right; the few kinds of which
more is needed say so in `_SPECIAL`.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import count
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone

from guatu.accounts.models import User
from guatu.attachments.storage import thumbnail_place
from guatu.core.models import Zone
from guatu.core.zoned import ZonedModel
from guatu.enterprises.models.enterprise import Enterprise
from guatu.enterprises.models.imports import EnterpriseImport
from guatu.grids.models import GridImport, GridWorker
from guatu.leagues.choices import RunStatus
from guatu.leagues.models import LeagueLine, LeagueRun
from guatu.leagues.rules.book import Book, Criterion, to_json
from guatu.matters.models.history import MatterMove
from guatu.matters.models.kinds import MatterKind, MatterRuleSet
from guatu.matters.models.matter import Matter
from guatu.meetings.models.meeting import Meeting
from guatu.notifications.models import Channel, Notification
from guatu.organization.models import Appointment, Person, Post, Unit
from guatu.projects.models.imports import WorkbookImport
from guatu.projects.models.plan import PlanMilestone
from guatu.projects.models.project import Project

_number = count(1)
YEAR, MONTH = 2026, "2026M01"
_TODAY = date(YEAR, 3, 2)
NOW = datetime(YEAR, 3, 2, 4, tzinfo=UTC)
_LATER = date(2100, 1, 1)
Given = Mapping[str, Any]


class Rows:
    """Rows of one unit, made as they are asked for; the same kind is always the same row."""

    def __init__(self, zone: Zone, unit: Unit) -> None:
        self.zone, self.unit = zone, unit
        self._made: dict[type[ZonedModel], Any] = {Unit: unit}

    def __getitem__(self, model: type[ZonedModel]) -> Any:
        if model not in self._made and model in (Person, Post, Appointment):
            _appoint(self)
        elif model not in self._made:
            self._made[model] = self.make(model)
        return self._made[model]

    def put(self, row: ZonedModel) -> None:
        """This is the row of its kind."""
        self._made[type(row)] = row

    def make(self, model: type[ZonedModel], **given: Any) -> Any:
        """A further row."""
        special = _SPECIAL.get(model.__name__)
        values = {**(special(self) if special else {}), **given}
        for field in model._meta.local_fields:
            if field.name not in values and not field.primary_key and _is_asked_for(field):
                values[field.name] = self._value(field)
        row = model.objects.create(**values)
        also = _ALSO.get(model.__name__)
        if also is not None:
            also(self, row)
        return row

    def _value(self, field: Any) -> Any:
        if field.name == "zone":
            return self.zone
        if field.is_relation:
            return self[field.related_model]
        if field.choices:
            return field.choices[0][0]
        if field.name == "year":
            return YEAR
        for kind, value in _VALUES:
            if isinstance(field, kind):
                return value(field)
        raise LookupError(f"no value for {field}")


class NoRows:
    """Ids and codes of nothing."""

    def __getitem__(self, model: type[ZonedModel]) -> Any:
        return SimpleNamespace(id=UUID(int=1), code="coded-0")


def _is_asked_for(field: Any) -> bool:
    if field.has_default() or field.null or getattr(field, "auto_now_add", False):
        return False
    return not (field.blank and isinstance(field, models.CharField | models.TextField))


def _text(field: Any) -> str:
    return f"x{next(_number)}"[: field.max_length or 64]


_VALUES: list[tuple[Any, Callable[[Any], Any]]] = [
    (models.DateTimeField, lambda field: timezone.now()),
    (models.DateField, lambda field: _TODAY),
    (models.TimeField, lambda field: time(9)),
    (models.DecimalField, lambda field: Decimal(1)),
    (models.UUIDField, lambda field: uuid4()),
    (models.BooleanField, lambda field: True),
    (models.IntegerField, lambda field: 1),
    (models.JSONField, lambda field: {}),
    (models.CharField, _text),
    (models.TextField, _text),
]


def _appoint(rows: Rows) -> None:
    """Somebody with a post of the unit."""
    person = Person.objects.create(zone=rows.zone, name="在岗人员")
    post = Post.objects.create(zone=rows.zone, unit=rows.unit, title=f"岗位{next(_number)}")
    rows.put(person)
    rows.put(post)
    rows.put(
        Appointment.objects.create(zone=rows.zone, person=person, post=post, valid_from=date(2010, 1, 1))
    )


def _file(text: str) -> Callable[[Rows], Given]:
    """An uploaded file that can be opened."""
    return lambda rows: {"name": "rows.csv", "storage_name": _stored(text.replace("UNIT", rows.unit.name))}


def _stored(text: str) -> str:
    return default_storage.save(f"matrix/{next(_number)}", ContentFile(text.encode()))


def _code(rows: Rows) -> Given:
    return {"code": f"coded-{next(_number)}"}


def _about_project(rows: Rows) -> Given:
    project = rows[Project]
    return {"subject_type": project._meta.label_lower, "subject_id": project.id}


def _matter(rows: Rows) -> Given:
    """A demand of the enterprise, which it raised by its link."""
    enterprise = rows[Enterprise]
    return {
        "subject_type": enterprise._meta.label_lower,
        "subject_id": enterprise.id,
        "raiser_name": enterprise.name,
        "kind": MatterKind.objects.get(zone=rows.zone, code="demand"),
        "rule_set": MatterRuleSet.objects.get(zone=rows.zone),
        "status": "in_hand",
        "lead_unit": rows.unit,
        "sequence": next(_number),
    }


# Columns whose people rows of the own unit name.
WITH_OWN_ROWS = {"grid_worker", "clerk", "unit_office"}


def belonging(rows: Rows, users: Mapping[str, User]) -> Rows:
    """The same unit's: the grid worker works in the grid, the clerk was told what was told, the unit's office uploaded
    what was uploaded."""
    people = {name: Person.objects.get(zone=rows.zone, user=users[name]) for name in WITH_OWN_ROWS}
    rows.put(rows.make(GridWorker, person=people["grid_worker"]))
    rows.put(rows.make(Notification, receiver=people["clerk"]))
    for upload in (WorkbookImport, EnterpriseImport, GridImport):
        rows.put(rows.make(upload, uploaded_by_id=users["unit_office"].pk))
    return rows


def secret(rows: Rows) -> Rows:
    """The same unit's, with a matter that is confidential, and a table that is not published."""
    rows.put(rows.make(Matter, is_confidential=True))
    rows.put(rows.make(LeagueRun, status=RunStatus.DRY))
    return rows


def _moved(rows: Rows) -> Given:
    """A picture that came with a move of the matter, which who raised it may see."""
    move = rows.make(MatterMove, is_public=True)
    stored = _stored("x")
    default_storage.save(thumbnail_place(stored), ContentFile(b"x"))
    return {
        "subject_type": move._meta.label_lower,
        "subject_id": move.id,
        "storage_name": stored,
        "sha256": "0",
        "is_image": True,
    }


_CELL = {"value": "1", "part": None, "whole": None, "rows": 1, "as_of": NOW.isoformat(), "flags": []}
_SCORED = {**_CELL, "place": 1, "score": "1", "taken_out": 0, "fingerprint": "0"}


def _run(rows: Rows) -> Given:
    words = {"label": "key projects", "words": "projects with a plan for the year"}
    return {
        "period": "2025Q4",
        "status": RunStatus.PUBLISHED,
        "formulas": {"c1": {"en": words, "zh-hans": words}},
        "yards": {"park": {"c1": {"best": _SCORED, "count": 1}}},
    }


def _line(rows: Rows, run: Any) -> None:
    rows.make(LeagueLine, run=run, group="park", place=1, of=1, total=1, cells={"c1": _SCORED})


def _book(rows: Rows) -> Given:
    return {"definition": to_json(Book((Criterion("c1", "projects.listed", Decimal(100)),), types=("park",)))}


# What a kind of row needs beside its required fields.
_SPECIAL: dict[str, Callable[[Rows], Given]] = {
    "ApiToken": lambda rows: {"powers": []},
    "Webhook": lambda rows: {"events": []},
    "Attachment": _moved,
    "Matter": _matter,
    "MatterMove": lambda rows: {"place": next(_number)},
    "GridObject": _about_project,
    "AccessLink": lambda rows: {"expires_on": _LATER},
    "ChainHelper": lambda rows: {"token_until": _LATER},
    "Meeting": lambda rows: {"number": 1},
    "AgendaItem": lambda rows: {"meeting": rows[Meeting]},
    "MeetingSeries": lambda rows: {"weekday": 1, "month_day": 1},
    "Substitute": lambda rows: {"valid_to": _LATER},
    "Channel": lambda rows: {"webhook": "https://open.feishu.cn/x"},
    "Delivery": lambda rows: {"kind": "robot", "channel": rows[Channel], "state": "given_up", "text": {}},
    "EntrySet": lambda rows: {"unit_types": ["park"], "starts_on": date(YEAR - 1, 1, 1)},
    "TargetItem": lambda rows: {"pace": ["0.25", "0.5", "0.75", "1"]},
    "Submission": lambda rows: {"period": MONTH},
    "Reading": lambda rows: {"value": 1, "period": MONTH},
    "Indicator": lambda rows: {**_code(rows), "ledger": "dispatch"},
    "ValidationRule": _code,
    "Calendar": _code,
    "Briefing": lambda rows: {"unit": rows.unit, "period": "2026M02", "state": "review"},
    "LeagueRun": _run,
    "LeagueRules": _book,
    "ZoneRanking": lambda rows: {**_book(rows), "period": MONTH},
    "WorkbookImport": _file("项目名称,属地\n甲项目,UNIT\n"),
    "DealWorkbook": _file("项目名称,属地\n甲项目,UNIT\n"),
    "EnterpriseImport": _file("企业名称,属地\n甲公司,UNIT\n"),
    "GridImport": _file('{"type": "FeatureCollection", "features": []}'),
}
# What else there is once such a row is.
_ALSO: dict[str, Callable[[Rows, Any], None]] = {
    "LeagueRun": _line,
    "Milestone": lambda rows, milestone: rows.make(PlanMilestone, milestone=milestone),
}
