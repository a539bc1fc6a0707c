"""Schemathesis on the API as it is served: a zone with something of everything, and bodies that name what is there."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, time
from decimal import Decimal
from typing import Any
from uuid import UUID

import schemathesis
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from guatu.api.acts.finding import Found
from guatu.api.acts.table import act_names, find_act
from guatu.api.openapi.document import openapi
from guatu.config.roles import ROLES
from guatu.config.wsgi import application
from guatu.core.actor import Actor
from guatu.core.errors import NotAllowed
from guatu.core.models import Zone, ZoneKind
from guatu.leagues.choices import Grouping, Method, Missing
from guatu.leagues.rules.book import Book, Criterion
from guatu.matters.selectors.rules import kind_coded
from guatu.matters.use_cases.raise_matter import raise_matter
from guatu.meetings.use_cases.call_meeting import call_meeting
from guatu.meetings.use_cases.define_series import SeriesTerms, define_series
from guatu.organization.roles import ADMINISTRATORS
from guatu.organization.use_cases.open_zone import open_zone
from guatu.projects.models.plan_templates import PlanTemplate
from guatu.projects.use_cases.define_list import define_list
from guatu.projects.use_cases.file_progress_report import file_progress_report
from guatu.projects.use_cases.instantiate_plan import instantiate_plan
from guatu.zones.use_cases.publish_ranking import publish_ranking
from tests.builders import a_unit, an_actor, console, the_root
from tests.projects.progress_builders import a_duty, a_project, a_work, a_year
from tests.zones.province import a_place

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    allow_header_conformance,
]
# What somebody at work in the zone may do, all in one hand.
EVERYTHING = sorted(set(ROLES) - set(ADMINISTRATORS))


def a_lively_zone() -> tuple[Zone, Actor]:
    """A city with something of everything and a zone below it, and somebody who may do everything in it but
    administer."""
    zone = Zone(code="FZ", name="模糊测试区", clock_date=date(2018, 7, 2))
    open_zone(actor=console(zone), zone=zone)
    zone.kind = ZoneKind.CITY
    zone.save(update_fields=["kind"])
    a_year(a_project(a_place("FB", above="FZ")))
    actor = an_actor(zone, *EVERYTHING, username="everything")
    unit = a_unit(zone)
    project = a_project(zone, unit)
    a_work(project)
    a_year(project)
    a_duty(project, actor)
    file_progress_report(actor=actor, project=project, text="结顶", day=date(2018, 6, 1))
    template = PlanTemplate.objects.filter(zone=zone).first()
    assert template is not None
    instantiate_plan(actor=actor, project=project, template=template, target=date(2020, 6, 30))
    define_list(actor=actor, name="市重大", level="municipal", year=2018)
    raise_matter(actor=actor, kind=kind_coded("problem", zone.id), title="缺电", lead_unit=unit)
    terms = SeriesTerms(starts_on=date(2018, 1, 1), starts_at=time(9), venue="301")
    series = define_series(actor=actor, unit=the_root(zone), name="例会", terms=terms)
    call_meeting(actor=actor, series=series)
    criterion = Criterion("c1", "projects.listed", Decimal(100), Method.RANK, missing=Missing.UNRANKED)
    book = Book((criterion,), grouping=Grouping.NAMED)
    publish_ranking(actor=actor, title="排名", period="2018", book=book)
    return zone, actor


# What would take the ground from under the one who asks: their token, their post, their unit.
SELF_DEFEATING = frozenset(
    {
        "api_withdraw_api_token",
        "organization_abolish_post",
        "organization_close_unit",
        "organization_edit_post",
        "organization_end_appointment",
        "organization_move_unit",
        "organization_replace_holder",
        "organization_withdraw_appointment",
    }
)


class Known:
    """Ids of what there is in the zone, so that a body may name it. Chosen by chance that repeats itself."""

    def __init__(self, actor: Actor, seed: int = 0) -> None:
        self.actor = actor
        self.chance = random.Random(seed)  # noqa: S311
        self.ids: dict[Any, list[UUID]] = defaultdict(list)

    def look_around(self) -> None:
        """Look again: the acts themselves make more and more."""
        for model, rows in Found.items():
            with suppress(NotAllowed):  # what an administrator alone may look at
                self.ids[model] = list(rows(self.actor).order_by("id").values_list("id", flat=True)[:50])

    def put_into(self, operation_id: str, body: Any) -> None:
        """Ids into the fields of a body that take some."""
        act = _ACTS.get(operation_id)
        if act is None or operation_id in SELF_DEFEATING or not isinstance(body, dict):
            return
        for name, shape in act.shapes.items():
            known = self.ids[shape.model] if shape.model is not None else []
            if known and (name in act.required or name in body) and self.chance.random() < 0.9:
                body[name] = str(self.chance.choice(known))
        self._into_references(body)

    def _into_references(self, value: Any) -> None:
        """Objects that are named by type and id, wherever they stand."""
        match value:
            case {"type": _, "id": _} if self.chance.random() < 0.9:
                model = self.chance.choice([one for one in self.ids if self.ids[one]])
                value |= {"type": model._meta.label_lower, "id": str(self.chance.choice(self.ids[model]))}
            case dict():
                for one in value.values():
                    self._into_references(one)
            case list():
                for one in value:
                    self._into_references(one)


_ACTS = {act.operation_id: act for act in (find_act(name) for name in act_names()) if act is not None}


def the_schema(*, deterministic: bool = True) -> Any:
    """The document on the application as it is served."""
    schema = schemathesis.openapi.from_dict(openapi())
    schema.app = application
    schema.config.generation.update(modes=[schemathesis.GenerationMode.POSITIVE], deterministic=deterministic)
    return schema


def operations(schema: Any, wanted: Callable[[str], bool] = lambda _id: True) -> Iterable[Any]:
    """Every operation whose id is wanted."""
    for found in schema.get_all_operations():
        operation = found.ok()
        if wanted(operation.definition.raw["operationId"]):
            yield operation
