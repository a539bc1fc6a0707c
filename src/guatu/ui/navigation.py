"""The menu: each app adds its entries when it is loaded; who may not open a page does not see its entry."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from guatu.core.actor import Actor


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu. `permission` is asked of the actor; `order` sorts."""

    url_name: str
    label: Any
    icon: str
    permission: str
    order: int
    section: str = "work"
    # Whether the page opens only to a post over the whole zone.
    whole_zone: bool = False

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
    _entries.sort(key=lambda e: e.order)


def menu(path: str, zone_code: str, actor: Actor) -> list[dict[str, Any]]:
    """The entries that the actor may open, with the one that `path` is under marked as current."""
    items = [
        {"entry": e, "url": reverse(e.url_name, args=[zone_code]), "current": False}
        for e in _entries
        if e.is_open_to(actor)
    ]
    under = [i for i in items if path == i["url"] or path.startswith(str(i["url"]))]
    if under:
        max(under, key=lambda i: len(str(i["url"])))["current"] = True
    return items
