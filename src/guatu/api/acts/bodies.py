"""The body of a request: JSON alone, or a form with the JSON in the part `body` and files beside it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, RawPostDataException, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from guatu.api.acts.table import Act
from guatu.api.problems import Problem
from guatu.core.errors import Fault, InvalidInput
from guatu.core.json import canonical

JSON, FORM = "application/json", "multipart/form-data"
PART = "body"


@dataclass(frozen=True, slots=True)
class Body:
    """What was sent, checked against the act's own form. `digest` tells it from any other."""

    value: BaseModel
    files: Mapping[str, Any]
    digest: str


def read_body(request: HttpRequest, act: Act) -> Body:
    """Raises `Problem` 400 for what is no JSON, 413 for too much, 415 for another form, and `InvalidInput` with every
    fault."""
    try:
        raw, sent = _parts(request, act)
    except RequestDataTooBig as error:
        raise Problem(413, "too_large", str(error)) from error
    except (MultiPartParserError, UnreadablePostError, RawPostDataException) as error:
        raise Problem(400, "malformed", str(error)) from error
    value = _checked(raw, act)
    return Body(value, _files(sent, act), _digest(raw, sent))


def _parts(request: HttpRequest, act: Act) -> tuple[bytes, MultiValueDict[str, UploadedFile]]:
    kind = request.content_type
    if kind == FORM and act.files:
        unknown = sorted(set(request.POST) - {PART})
        if unknown or len(request.POST.getlist(PART)) > 1:
            raise InvalidInput({name: _("there is no such part") for name in unknown or [PART]})
        return request.POST.get(PART, "{}").encode("utf-8", "surrogatepass"), request.FILES
    if kind != JSON:
        allowed = f"{JSON}, {FORM}" if act.files else JSON
        raise Problem(415, "media_type", _("expected one of: %s") % allowed, headers={"Accept": allowed})
    return request.body or b"{}", MultiValueDict()


def _checked(raw: bytes, act: Act) -> BaseModel:
    try:
        return act.body.model_validate_json(raw)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
    if faults[0]["type"] == "json_invalid":
        raise Problem(400, "malformed", faults[0]["msg"])
    raise InvalidInput([_fault(one["loc"], one["type"], one["msg"]) for one in faults])


def _fault(place: tuple[int | str, ...], kind: str, message: str) -> Fault:
    """In the reader's language where that is worth it; the types of values are named as JSON has them."""
    told = {
        "missing": _("is missing"),
        "extra_forbidden": _("there is no such field"),
        "no_text": _("holds characters that no text can hold"),
        "out_of_range": _("expected a day from 1900 to 2200"),
    }
    return Fault(".".join(map(str, place)), told.get(kind, message), kind)


def _files(sent: MultiValueDict[str, UploadedFile], act: Act) -> dict[str, Any]:
    """The files as the use case takes them: one, or several."""
    faults, given = {}, {}
    for name in sent:
        shape, files = act.files.get(name), sent.getlist(name)
        if shape is None:
            faults[name] = _("there is no such part")
        elif shape.files == "one" and len(files) > 1:
            faults[name] = _("once only, please")
        else:
            given[name] = files[0] if shape.files == "one" else tuple(files)
    for name in act.files:
        if name in act.required and name not in given:
            faults.setdefault(name, _("is missing"))
    if faults:
        raise InvalidInput(faults)
    return given


def _digest(raw: bytes, sent: MultiValueDict[str, UploadedFile]) -> str:
    """The same whatever the order and spacing of the JSON."""
    digest = hashlib.sha256(canonical(json.loads(raw)))
    for name in sorted(sent):
        for file in sent.getlist(name):
            digest.update(f"\0{name}\0{file.name}\0".encode("utf-8", "surrogatepass"))
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
    return digest.hexdigest()
