"""Units, people and task forces in the search box."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.models import Zone
from guatu.organization.policies import may_view_organization
from guatu.organization.selectors import open_units, people_named, task_forces, with_posts_on
from guatu.ui.search import Hit, add_finder

_MOST = 5


def find_in_organization(words: str, actor: Actor, zone_code: str) -> Iterator[Hit]:
    """Units by name, short name or another name; people; task forces at work."""
    if not may_view_organization(actor):
        return
    named = Q(name__icontains=words) | Q(short_name__icontains=words) | Q(aliases__name__icontains=words)
    for unit in open_units(actor=actor).filter(named).distinct()[:_MOST]:
        url = reverse("organization:unit", args=[zone_code, unit.id])
        yield Hit(_("unit"), unit.name, url, unit.get_type_display())
    day = today(Zone.objects.get(id=actor.zone_id))
    for person in with_posts_on(people_named(words, actor=actor), day)[:_MOST]:
        posts = "、".join(f"{a.post.unit.name} {a.post.title}" for a in person.current)  # type: ignore[attr-defined]
        yield Hit(
            _("person"), person.name, reverse("organization:person", args=[zone_code, person.id]), posts
        )
    for force in task_forces(actor=actor).filter(name__icontains=words, valid_to__isnull=True)[:_MOST]:
        url = reverse("organization:task-force", args=[zone_code, force.id])
        yield Hit(_("task force"), force.name, url, force.unit.name)


add_finder(find_in_organization)
