"""Reading by the API: collections, single objects, the token itself; and every address that there is not."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from guatu.api.callers import caller, require
from guatu.api.collections.definition import Collection
from guatu.api.collections.table import COLLECTIONS
from guatu.api.endpoints import EVERY_METHOD, endpoint, json_answer
from guatu.api.openapi.document import openapi
from guatu.api.problems import Problem
from guatu.api.reading import read_one, read_page
from guatu.api.selectors import Caller
from guatu.core.errors import NotFound


@endpoint("GET", "HEAD")
def list_objects(request: HttpRequest, collection: str) -> HttpResponse:
    found = _collection(collection)
    who = caller(request)
    _check_open(found, who)
    return json_answer(read_page(found, request.GET, who))


@endpoint("GET", "HEAD")
def show_object(request: HttpRequest, collection: str, object_id: UUID) -> HttpResponse:
    found = _collection(collection)
    who = caller(request)
    _check_open(found, who)
    document, version = read_one(found, object_id, request.GET, who)
    return json_answer(document, version=version)


def _check_open(collection: Collection, who: Caller) -> None:
    """Raises `NotAllowed`; `NotFound` of what is not told to be there."""
    if collection.told_to is None:
        require(who, collection.permission)
    elif not collection.told_to(who.actor, who.zone):
        raise NotFound("collection")


def _collection(name: str) -> Collection:
    if name not in COLLECTIONS:
        raise NotFound("collection")
    return COLLECTIONS[name]


@endpoint("GET", "HEAD")
def show_token(request: HttpRequest) -> HttpResponse:
    """Whose token this is, and what it can do today."""
    who = caller(request)
    return json_answer(
        {
            "zone": {"code": who.zone.code, "name": who.zone.name},
            "person": {"id": str(who.token.person_id), "name": who.actor.name},
            "label": who.token.label,
            "powers": sorted(who.actor.powers),
            "expires_on": who.token.expires_on.isoformat(),
        }
    )


@endpoint("GET", "HEAD")
def show_document(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document; it is no secret."""
    return json_answer(openapi())


@endpoint(*EVERY_METHOD)
def nothing_here(request: HttpRequest) -> HttpResponse:
    raise Problem(404, "not_found")
