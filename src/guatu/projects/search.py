"""Projects in the search box."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.projects.selectors.filters import named
from guatu.projects.selectors.projects import VIEW, visible_projects
from guatu.ui.search import Hit, add_finder

_MOST = 8


def find_projects(words: str, actor: Actor, zone_code: str) -> Iterator[Hit]:
    """Projects whose name, owner or code holds every word; those still going on first."""
    if not actor.may(VIEW) and actor.person_id is None:
        return
    found = visible_projects(actor=actor).select_related("unit")
    for word in words.split():
        found = found.filter(named(word))
    for project in found.order_by("-withdrawn_on", "name", "id")[:_MOST]:
        url = reverse("projects:project", args=[zone_code, project.id])
        detail = " · ".join(part for part in (project.owner_name, project.unit.name, project.code) if part)
        yield Hit(_("withdrawn project") if project.withdrawn_on else _("project"), project.name, url, detail)


add_finder(find_projects)
