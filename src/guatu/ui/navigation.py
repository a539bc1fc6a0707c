"""The menu: each app adds its entries when it is loaded; who may not open a page does not see its entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guatu.core.actor import Actor

if TYPE_CHECKING:
    # Entries are made before the models are there.
    from guatu.core.models import Zone

# Sections in the order of use; an entry without one stands in the first.
SECTIONS = {
    "work": _("Priority projects"),
    "matters": _("Matters and meetings"),
    "service": _("Promotion and service"),
    "figures": _("Figures and appraisal"),
    "rules": pgettext_lazy("menu", "Rules"),
    "administration": _("Administration"),
}
# Rarely opened: shut until one of their pages is.
SHUT = ("rules", "administration")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu. `permission` is asked of the actor; `order` sorts within the section."""

    url_name: str
    label: Any
    icon: str
    permission: str
    order: int
    section: str = "work"
    # Whether the page opens only to a post over the whole zone.
    whole_zone: bool = False
    # In which zones there is such a page, where that is not all of them; asked last.
    where: Callable[[Zone], bool] | None = None

    def is_open_to(self, actor: Actor) -> bool:
        """Whether `actor` may open the page."""
        reach = actor.reach(self.permission)
        return reach.whole_zone if self.whole_zone else bool(reach)


_entries: list[Entry] = []


def add(*entries: Entry) -> None:
    """Called from an app's `ready()`."""
    for entry in entries:
        if entry not in _entries:
            _entries.append(entry)
    sections = list(SECTIONS)
    _entries.sort(key=lambda e: (sections.index(e.section), e.order))


@dataclass(frozen=True, slots=True)
class Section:
    """Some lines of the menu under one title."""

    title: Any
    items: list[dict[str, Any]]
    is_open: bool


def menu(path: str, zone: Zone, actor: Actor) -> list[Section]:
    """The entries that the actor may open, by section, with the one that `path` is under marked as current."""
    items = [
        {"entry": e, "url": reverse(e.url_name, args=[zone.code]), "current": False}
        for e in _entries
        if e.is_open_to(actor) and (e.where is None or e.where(zone))
    ]
    under = [i for i in items if path == i["url"] or path.startswith(str(i["url"]))]
    if under:
        max(under, key=lambda i: len(str(i["url"])))["current"] = True
    return list(_in_sections(items))


def _in_sections(items: Iterable[dict[str, Any]]) -> Iterable[Section]:
    for name, group in groupby(items, key=lambda item: str(item["entry"].section)):
        some = list(group)
        is_open = name not in SHUT or any(item["current"] for item in some)
        yield Section(SECTIONS[name], some, is_open)
