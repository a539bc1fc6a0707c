"""Every operation that changes something, found from the listings of `use_cases/`, built when it is first asked for."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from django.apps import apps
from pydantic import BaseModel, create_model

from guatu.api.acts.closed import CLOSED, LEFT_OUT
from guatu.api.acts.own import ADAPTED, PREPARED, TOLD_OF, Prepare
from guatu.api.acts.shapes import CONFIG, Shape, hints_of, shape_of, wire_fields


@dataclass(frozen=True)
class Act:
    """A use case as an operation, named `<app>.<use case>`. `function` is the use case itself, or what calls it with
    parameters that JSON can stand for. `told_of`: the parameter that is answered with, where that is not the result.
    """

    name: str
    use_case: Callable[..., Any]
    function: Callable[..., Any]
    shapes: Mapping[str, Shape]
    required: frozenset[str]
    prepared: Mapping[str, Prepare]
    told_of: str | None = None

    @property
    def path(self) -> str:
        """Such as `projects/file-progress-report`."""
        app, use_case = self.name.split(".")
        return f"{app}/{use_case.replace('_', '-')}"

    @property
    def operation_id(self) -> str:
        return self.name.replace(".", "_")

    @cached_property
    def body(self) -> type[BaseModel]:
        """What the JSON of a request has to be."""
        title = "".join(word.title() for word in self.operation_id.split("_"))
        return create_model(title, __config__=CONFIG, **wire_fields(self.shapes, self.required))

    @property
    def files(self) -> dict[str, Shape]:
        """The files that may come beside the JSON."""
        return {name: shape for name, shape in self.shapes.items() if shape.files}

    @property
    def subject(self) -> str | None:
        """The parameter whose version `If-Match` names: the first object that counts its changes."""
        return next((name for name, shape in self.shapes.items() if shape.is_versioned), None)

    @property
    def about(self) -> str:
        """The use case's own words."""
        return inspect.cleandoc(self.function.__doc__ or "")

    @property
    def headline(self) -> str:
        """The first sentence of the module: what is done, said as an order."""
        module = inspect.getmodule(self.use_case)
        return (inspect.getdoc(module) or "").split("\n\n")[0].replace("\n", " ")

    @property
    def result(self) -> Any:
        """The type of what the use case gives back."""
        if self.told_of is not None:
            return hints_of(self.function)[self.told_of]
        return hints_of(self.function)["return"]


@lru_cache(maxsize=1)
def use_case_names() -> frozenset[str]:
    """Every use case there is, as `<app>.<use case>`."""
    found = set()
    for config in apps.get_app_configs():
        if config.name.startswith("guatu."):
            try:
                package = import_module(f"{config.name}.use_cases")
            except ModuleNotFoundError:
                continue
            app = config.name.rpartition(".")[2]
            found |= {f"{app}.{module.name}" for module in iter_modules(package.__path__)}
    return frozenset(found)


def act_names() -> list[str]:
    """Those that are open."""
    return sorted(use_case_names() - CLOSED.keys())


@cache
def find_act(name: str) -> Act | None:
    """The operation of that name, or None for one that there is not or that is closed."""
    if name not in use_case_names() or name in CLOSED:
        return None
    app, use_case = name.split(".")
    return _act(name, getattr(import_module(f"guatu.{app}.use_cases.{use_case}"), use_case))


def _act(name: str, use_case: Callable[..., Any]) -> Act:
    function = ADAPTED.get(name, use_case)
    hints, prepared = hints_of(function), PREPARED.get(name, {})
    left_out = LEFT_OUT.get(name, frozenset()) | prepared.keys() | {"actor"}
    parameters = {
        one.name: one for one in inspect.signature(function).parameters.values() if one.name not in left_out
    }
    return Act(
        name=name,
        use_case=use_case,
        function=function,
        shapes={one: shape_of(hints[one]) for one in parameters},
        required=frozenset(
            one for one, parameter in parameters.items() if parameter.default is inspect.Parameter.empty
        ),
        prepared=prepared,
        told_of=TOLD_OF.get(name),
    )
