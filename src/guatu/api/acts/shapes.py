"""From the type of a use case's parameter to the JSON that stands for it, and from the JSON to the argument.

Objects stand as their ids and are looked up among what the actor may see. A value that is made of others (a dataclass)
is an object with its fields; where one of several is meant, `kind` says which.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from django.core.files.base import File
from django.db.models import Model
from pydantic import BaseModel, ConfigDict, Field, create_model

from guatu.api.acts.finding import Finder, Found
from guatu.api.acts.scalars import SCALARS, Text, key_reader
from guatu.core.errors import Fault, InvalidInput
from guatu.core.zoned import VersionedModel, ZonedModel
from guatu.projects.rules.plan_edits import TUNABLE, ChangeMilestone
from guatu.projects.rules.plan_spec import MilestoneSpec

Read = Callable[[Any, Finder, str], Any]
_LISTS: Mapping[Any, Callable[[Any], Any]] = {
    Sequence: tuple,
    Collection: tuple,
    tuple: tuple,
    list: list,
    frozenset: frozenset,
    set: set,
}
CONFIG = ConfigDict(strict=True, extra="forbid")


class NotOpen(TypeError):
    """A parameter of a kind that JSON cannot stand for: the use case belongs among the closed ones."""


class _File:
    """`File[Any]`, which Django's own class does not understand when it is asked."""

    def __class_getitem__(cls, _kind: Any) -> type[File]:  # type: ignore[type-arg]
        return File


@dataclass(frozen=True, slots=True)
class Shape:
    """`wire` is the annotation of what comes in; `read` makes the argument of it, given who looks objects up and the
    place for faults. `model`: of an object by its id. `files`: one file or several, which come beside the JSON."""

    wire: Any
    read: Read
    model: type[Model] | None = None
    files: Literal["", "one", "many"] = ""

    @property
    def is_versioned(self) -> bool:
        return self.model is not None and issubclass(self.model, VersionedModel)


def hints_of(thing: Any) -> dict[str, Any]:
    """The types of a function's parameters or of a dataclass' fields."""
    return get_type_hints(thing, localns={"File": _File})


def shape_of(kind: Any) -> Shape:
    """Raises `NotOpen`."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _either(get_args(kind))
    if origin in _LISTS:
        return _several(kind, _LISTS[origin])
    if origin in (Mapping, dict):
        return _mapping(*get_args(kind))
    if kind in SCALARS:
        wire, make = SCALARS[kind]
        return Shape(wire, lambda value, _finder, place: _made(make, value, place))
    if isinstance(kind, type):
        return _of_class(kind)
    raise NotOpen(str(kind))


def _of_class(kind: type) -> Shape:
    if issubclass(kind, File):
        return Shape(None, lambda value, _finder, _place: value, files="one")
    if issubclass(kind, Enum):
        return Shape(kind, lambda value, _finder, _place: value)
    if kind is ZonedModel:
        return Shape(Reference, lambda value, finder, place: finder.by_label(value.type, value.id, place))
    if issubclass(kind, ZonedModel):
        if kind not in Found:
            raise NotOpen(kind.__name__)
        wire = Annotated[UUID, Field(description=f"Id: {kind._meta.verbose_name_raw}.")]
        return Shape(wire, lambda value, finder, place: finder.by_id(kind, value, place), model=kind)
    if is_dataclass(kind):
        return _whole(kind)
    raise NotOpen(kind.__name__)


class Reference(BaseModel):
    """An object of any type."""

    model_config = CONFIG

    type: Text
    id: UUID


def _made(make: Callable[[Any], Any], value: Any, place: str) -> Any:
    """What `make` makes; its faults are told at the place."""
    try:
        return make(value)
    except InvalidInput as error:
        raise InvalidInput([Fault(place, fault.message, fault.code) for fault in error.faults]) from error
    except (ValueError, TypeError) as error:
        raise InvalidInput({place: str(error)}) from error


def _either(members: Sequence[Any]) -> Shape:
    """One of several: perhaps nothing; of an enumeration or any text the enumeration; of dataclasses by `kind`."""
    rest = [one for one in members if one is not NoneType]
    if any(isinstance(one, type) and issubclass(one, Enum) for one in rest):
        rest = [one for one in rest if one is not str]
    shape = shape_of(rest[0]) if len(rest) == 1 else _tagged(rest)
    if len(rest) == len(members):
        return shape

    def read(value: Any, finder: Finder, place: str) -> Any:
        return None if value is None else shape.read(value, finder, place)

    return Shape(shape.wire | None, read, model=shape.model, files=shape.files)


def _tagged(kinds: Sequence[Any]) -> Shape:
    if not all(is_dataclass(one) for one in kinds):
        raise NotOpen(str(kinds))
    shapes = {_snake(one.__name__): _whole(one, tag=_snake(one.__name__)) for one in kinds}
    wires: Any = tuple(one.wire for one in shapes.values())
    wire: Any = Annotated[Union[wires], Field(discriminator="kind")]  # noqa: UP007
    return Shape(wire, lambda value, finder, place: shapes[value.kind].read(value, finder, place))


def _several(kind: Any, make: Callable[[Any], Any]) -> Shape:
    items = [one for one in get_args(kind) if one is not ...]
    shapes = [shape_of(one) for one in items]
    first = shapes[0]
    if first.files:
        return Shape(None, lambda value, _finder, _place: make(value), files="many")
    if len(items) > 1:  # a tuple of a fixed length
        wires: Any = tuple(one.wire for one in shapes)

        def read_each(value: Any, finder: Finder, place: str) -> Any:
            pairs = enumerate(zip(shapes, value, strict=True))
            return tuple(shape.read(one, finder, f"{place}.{n}") for n, (shape, one) in pairs)

        return Shape(tuple[wires], read_each)

    def read(value: Any, finder: Finder, place: str) -> Any:
        return make([first.read(one, finder, f"{place}.{n}") for n, one in enumerate(value)])

    return Shape(Annotated[list[first.wire], Field(max_length=5000)], read)  # type: ignore[name-defined]


def _mapping(key: Any, value: Any) -> Shape:
    shape = shape_of(value)
    members = get_args(key) or (key,)
    kinds = [one for one in members if one is not NoneType]
    read_key = key_reader(kinds[0], may_be_none=NoneType in members)

    def read(given: Any, finder: Finder, place: str) -> Any:
        return {
            _made(read_key, name, f"{place}.{name}"): shape.read(one, finder, f"{place}.{name}")
            for name, one in given.items()
        }

    return Shape(dict[Text, shape.wire], read)  # type: ignore[name-defined]


@cache
def _whole(kind: Any, *, tag: str = "") -> Shape:
    """A dataclass: what is left out has the dataclass' own default."""
    hints = hints_of(kind)
    shapes = {
        one.name: _partial(MilestoneSpec, TUNABLE)
        if (kind, one.name) == (ChangeMilestone, "values")
        else shape_of(hints[one.name])
        for one in fields(kind)
        if one.init
    }
    required = {one.name for one in fields(kind) if one.default is MISSING and one.default_factory is MISSING}
    given: dict[str, Any] = {"kind": (Literal[tag], ...)} if tag else {}
    wire = create_model(
        _name(kind), __config__=CONFIG, __doc__=kind.__doc__, **given, **wire_fields(shapes, required)
    )

    def read(value: Any, finder: Finder, place: str) -> Any:
        arguments = read_fields(value, shapes, finder, place)
        return _made(lambda values: kind(**values), arguments, place)

    return Shape(wire, read)


def _partial(kind: Any, names: Collection[str]) -> Shape:
    """Some new values for fields of a dataclass, as a mapping."""
    hints = hints_of(kind)
    shapes = {one.name: shape_of(hints[one.name]) for one in fields(kind) if one.name in names}
    wire = create_model(f"{_name(kind)}Values", __config__=CONFIG, **wire_fields(shapes, set()))
    return Shape(wire, lambda value, finder, place: read_fields(value, shapes, finder, place))


def wire_fields(shapes: Mapping[str, Shape], required: Collection[str]) -> dict[str, Any]:
    """The fields of a model for these shapes; files are none of it."""
    return {
        name: (shape.wire, ... if name in required else Field(default_factory=lambda: None))
        for name, shape in shapes.items()
        if not shape.files
    }


def read_fields(
    value: BaseModel, shapes: Mapping[str, Shape], finder: Finder, place: str = ""
) -> dict[str, Any]:
    """The arguments that were given. Raises `InvalidInput` with every fault found."""
    arguments, faults = {}, []
    for name in shapes:
        if name not in value.model_fields_set:
            continue
        try:
            where = f"{place}.{name}" if place else name
            arguments[name] = shapes[name].read(getattr(value, name), finder, where)
        except InvalidInput as error:
            faults += error.faults
    if faults:
        raise InvalidInput(faults)
    return arguments


def _name(kind: Any) -> str:
    """Apps may call different things by the same name."""
    return f"{kind.__module__.split('.')[1].title()}{kind.__name__}"


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
