"""The address of every operation that changes something."""

from __future__ import annotations

import hashlib
import inspect
import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from guatu.api.acts.bodies import Body, read_body
from guatu.api.acts.finding import Finder
from guatu.api.acts.own import check_subject
from guatu.api.acts.shapes import read_fields
from guatu.api.acts.table import Act, find_act
from guatu.api.acts.telling import outcome, with_newest_version
from guatu.api.callers import caller
from guatu.api.endpoints import EVERY_METHOD, endpoint, etag
from guatu.api.problems import Problem
from guatu.api.selectors import Caller
from guatu.api.use_cases.answer_once import Answer, Once, answer_once
from guatu.core.errors import InvalidInput, NotAllowed, NotFound, StaleVersion
from guatu.core.json import dumps
from guatu.core.versions import hold_version
from guatu.core.zoned import VersionedModel

_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_TAG = re.compile(r'"?(\d{1,9})"?')


@endpoint(*EVERY_METHOD)
def carry_out(request: HttpRequest, app: str, name: str) -> HttpResponse:
    """One use case, once for each `Idempotency-Key`, and only at the version that `If-Match` names."""
    act = find_act(f"{app}.{name.replace('-', '_')}")
    if act is None or "_" in name:
        raise NotFound("operation")
    if request.method != "POST":
        raise Problem(405, "method", headers={"Allow": "POST"})
    who = caller(request)
    body, version = read_body(request, act), _version(request, act)
    once = _once(request, act, body, version, who)
    answer = answer_once(actor=who.actor, once=once, act=lambda: _do(act, body, version, who))
    response = HttpResponse(answer.body, content_type="application/json")
    if answer.etag:
        response.headers["ETag"] = answer.etag
    if answer.again:
        response.headers["Idempotent-Replayed"] = "true"
    return response


def _do(act: Act, body: Body, version: int | None, who: Caller) -> Callable[[], Answer]:
    """Within the transaction: find the objects, hold the one that was read before, and call the use case."""
    actor = who.actor.listened_to()
    given = read_fields(body.value, act.shapes, Finder(actor)) | dict(body.files)
    for name, prepare in act.prepared.items():
        given[name] = prepare(given, who.zone)
    check_subject(act.name, given)
    _check_powers(act, given, who)
    if version is not None and act.subject is not None:
        _hold(given.get(act.subject), version)
    result = act.function(actor=actor, **given)
    if act.told_of is not None:
        result = given[act.told_of]

    def write() -> Answer:
        newest = with_newest_version(result)
        return Answer(dumps({"result": outcome(result)}), etag(newest) if newest is not None else "")

    return write


def _check_powers(act: Act, given: dict[str, Any], who: Caller) -> None:
    """What somebody may do only because they answer for something by name, no token can do: it carries powers alone.

    Raises `NotAllowed`.
    """
    actor = who.actor.listened_to()
    policy: Callable[..., bool] = act.use_case.policy  # type: ignore[attr-defined]
    bound = inspect.signature(act.function).bind(actor=actor, **given)
    bound.apply_defaults()
    wanted = inspect.signature(policy).parameters
    allowed = policy(**{name: bound.arguments[name] for name in wanted if name in bound.arguments})
    if not allowed or actor.asked.rests_on_duty_alone:
        raise NotAllowed(act.name)


def _hold(instance: Any, version: int) -> None:
    if not isinstance(instance, VersionedModel):
        raise InvalidInput({"If-Match": _("names a version, but the request names no object")})
    if instance.version != version:
        raise StaleVersion(_("Somebody else has changed this since you opened it."))
    hold_version(instance, version)


def _version(request: HttpRequest, act: Act) -> int | None:
    """What `If-Match` names. Raises `InvalidInput`."""
    text = request.headers.get("If-Match")
    if text is None or text.strip() == "*" or act.subject is None:
        return None
    found = _TAG.fullmatch(text.strip())
    if found is None:
        raise InvalidInput({"If-Match": _('expected the ETag of the object, such as “"3"”')})
    return int(found[1])


def _once(request: HttpRequest, act: Act, body: Body, version: int | None, who: Caller) -> Once | None:
    """Raises `InvalidInput` for a key that is none."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    if not _KEY.fullmatch(key):
        raise InvalidInput({"Idempotency-Key": _("expected 1 to 200 characters without spaces")})
    told = f"{act.name}\0{version}\0{body.digest}"
    return Once(who.token.id, key, hashlib.sha256(told.encode()).hexdigest())
