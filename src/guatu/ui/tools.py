"""What apps put into the top bar of every page: each adds its tool when it is loaded."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Tool:
    """A template drawn in the top bar of a zone's pages. `values(request)` is what it is given, as `tool`; None: it is
    left out. Asked only where a whole page is drawn."""

    template: str
    values: Callable[[HttpRequest], Mapping[str, Any] | None]
    order: int = 50


_tools: list[Tool] = []


def add_tool(tool: Tool) -> None:
    """Called from an app's `ready()`."""
    if tool not in _tools:
        _tools.append(tool)
    _tools.sort(key=lambda t: t.order)


def drawn_tools(request: HttpRequest) -> list[dict[str, Any]]:
    """Each tool's template with its values."""
    found = [(tool.template, tool.values(request)) for tool in _tools]
    return [{"template": template, "values": values} for template, values in found if values is not None]
