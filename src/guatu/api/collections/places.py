"""Units and people, grids, enterprises, and indicators."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from guatu.api.collections.common import chosen, in_unit, of, words
from guatu.api.collections.definition import Collection, Filter
from guatu.api.collections.fields import (
    AMOUNT,
    ANYTHING,
    DAY,
    ID,
    NAMED,
    TEXT,
    TRUTH,
    Extra,
    an_object,
    columns,
    list_of,
    maybe,
    named,
)
from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.models import Zone
from guatu.core.zoned import ZonedModel
from guatu.enterprises.choices import EnterpriseStatus
from guatu.enterprises.models.enterprise import Enterprise, EnterpriseName
from guatu.enterprises.policies import VIEW as VIEW_ENTERPRISE
from guatu.enterprises.selectors.enterprises import visible_enterprises
from guatu.grids.choices import GridType
from guatu.grids.models import Grid, GridBoundary, GridWorker, Substitute
from guatu.grids.policies import VIEW as VIEW_GRID
from guatu.grids.selectors.grids import visible_grids
from guatu.indicators.choices import Category, Ledger
from guatu.indicators.models.indicator import Indicator, IndicatorDefinition
from guatu.indicators.policies.readings import VIEW as VIEW_INDICATOR
from guatu.indicators.selectors.readings import visible_indicators
from guatu.organization.choices import UnitType
from guatu.organization.models import Person, Post, Unit
from guatu.organization.policies import VIEW as VIEW_UNIT


def roster(model: type[ZonedModel], actor: Actor) -> QuerySet[Any]:
    """Rows of the organisation are known to everyone who works in the zone."""
    rows: QuerySet[Any] = model.objects.filter(zone_id=actor.zone_id)
    return rows if actor.may(VIEW_UNIT) else rows.none()


def _open(rows: Any, value: bool, zone: Zone) -> Any:
    day = today(zone)
    standing = Q(closed_on__isnull=True) | Q(closed_on__gt=day)
    return rows.filter(standing if value else ~standing)


UNITS = Collection(
    name="units",
    about="The tree of units; the root is the zone's own authority.",
    model=Unit,
    permission=VIEW_UNIT,
    rows=lambda actor: roster(Unit, actor),
    fields=columns(Unit, "id version name short_name code type parent order opened_on closed_on"),
    filters=(
        chosen("type", UnitType, "What kind of unit."),
        of("parent", "Directly below that unit."),
        Filter("open", TRUTH, "Not closed.", _open),
        words("name", "short_name", "code"),
    ),
    past=(Unit,),
)

PEOPLE = Collection(
    name="people",
    about="Everybody in the zone's register, by name alone.",
    model=Person,
    permission=VIEW_UNIT,
    rows=lambda actor: roster(Person, actor),
    fields=columns(Person, "id version name"),
    filters=(words("name"),),
    past=(Person,),
)

POSTS = Collection(
    name="posts",
    about="Posts and the roles they carry.",
    model=Post,
    permission=VIEW_UNIT,
    rows=lambda actor: roster(Post, actor),
    fields=columns(Post, "id version unit title roles order abolished_on"),
    filters=(in_unit(),),
    past=(Post,),
)


def _workers(grids: Sequence[Grid], actor: Actor) -> Mapping[UUID, Any]:
    found = defaultdict(list)
    day = today(Zone.objects.get(id=actor.zone_id))
    rows = GridWorker.objects.filter(_in_force(day), zone_id=actor.zone_id, grid_id__in=[g.id for g in grids])
    for row in rows.select_related("person").order_by("id"):
        found[row.grid_id].append(
            {
                "id": str(row.id),
                "person": named(row.person),
                "role": row.role,
                "since": row.valid_from.isoformat(),
            }
        )
    return found


def _boundaries(grids: Sequence[Grid], actor: Actor) -> Mapping[UUID, Any]:
    day = today(Zone.objects.get(id=actor.zone_id))
    rows = GridBoundary.objects.filter(
        _in_force(day), zone_id=actor.zone_id, grid_id__in=[g.id for g in grids]
    )
    return {
        row.grid_id: {
            "geometry": row.geometry,
            "datum": row.datum,
            "area": format(row.area, "f"),
            "since": row.valid_from.isoformat(),
        }
        for row in rows
    }


def _in_force(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


GRIDS = Collection(
    name="grids",
    about="Grids, with who works in them and where they lie today.",
    model=Grid,
    permission=VIEW_GRID,
    rows=lambda actor: visible_grids(actor=actor),
    fields=columns(Grid, "id version code name type unit households opened_on closed_on"),
    extras=(
        Extra("workers", list_of(id=ID, person=NAMED, role=TEXT, since=DAY), _workers, (GridWorker,), []),
        Extra(
            "boundary",
            maybe(an_object(geometry=ANYTHING, datum=TEXT, area=AMOUNT, since=DAY)),
            _boundaries,
            (GridBoundary,),
        ),
    ),
    filters=(
        chosen("type", GridType, "Social, enterprise or project grid."),
        in_unit(),
        Filter("open", TRUTH, "Not closed.", _open),
        words("name", "code"),
    ),
    past=(Grid, GridWorker, Substitute),
)


def _former_names(enterprises: Sequence[Enterprise], actor: Actor) -> Mapping[UUID, Any]:
    found = defaultdict(list)
    rows = EnterpriseName.objects.filter(
        zone_id=actor.zone_id, enterprise_id__in=[one.id for one in enterprises]
    )
    for row in rows.order_by("-valid_to"):
        found[row.enterprise_id].append({"name": row.name, "until": row.valid_to.isoformat()})
    return found


ENTERPRISES = Collection(
    name="enterprises",
    about="The register of enterprises; contacts are not told.",
    model=Enterprise,
    permission=VIEW_ENTERPRISE,
    rows=lambda actor: visible_enterprises(actor=actor),
    fields=columns(
        Enterprise,
        "id version name credit_code unit industry_code address longitude latitude grid_label liaison "
        "liaison_since status closed_on",
    ),
    extras=(Extra("former_names", list_of(name=TEXT, until=DAY), _former_names, (EnterpriseName,), []),),
    filters=(
        in_unit(),
        chosen("status", EnterpriseStatus, "In operation, or closed."),
        Filter(
            "industry",
            TEXT,
            "Beginning of the industry code.",
            lambda rows, value, _zone: rows.filter(industry_code__contains=value),
        ),
        words("name", "credit_code", "address"),
    ),
    past=(Enterprise,),
)


def _definitions(indicators: Sequence[Indicator], actor: Actor) -> Mapping[UUID, Any]:
    found = defaultdict(list)
    rows = IndicatorDefinition.objects.filter(
        zone_id=actor.zone_id, indicator_id__in=[one.id for one in indicators]
    )
    for row in rows.order_by("valid_from", "authority"):
        found[row.indicator_id].append(
            {
                "text": row.text,
                "formula": row.formula,
                "authority": row.authority,
                "valid_from": row.valid_from.isoformat(),
                "valid_to": row.valid_to.isoformat() if row.valid_to else None,
            }
        )
    return found


INDICATORS = Collection(
    name="indicators",
    about="Indicators that are reported; their values are figures named `indicators.<code>`.",
    model=Indicator,
    permission=VIEW_INDICATOR,
    rows=lambda actor: visible_indicators(actor=actor),
    fields=columns(
        Indicator,
        "id version code label label_en unit decimals direction periodicity to_date real_growth adds_up level "
        "unit_types ledger category order ended_on",
    ),
    extras=(
        Extra(
            "definitions",
            list_of(text=TEXT, formula=TEXT, authority=TEXT, valid_from=DAY, valid_to=maybe(DAY)),
            _definitions,
            (IndicatorDefinition,),
            [],
        ),
    ),
    filters=(
        Filter("code", TEXT, "The code.", lambda rows, value, _zone: rows.filter(code=value)),
        chosen("category", Category, "What it is about."),
        chosen("ledger", Ledger, "Dispatch or statistical."),
        words("label", "label_en", "code"),
    ),
    past=(Indicator,),
)
