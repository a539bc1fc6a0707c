"""Create a post in a unit."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import record, use_case
from guatu.organization.events import PostCreated
from guatu.organization.models import Post, Unit
from guatu.organization.policies import may_create_post
from guatu.organization.powers import role_permissions
from guatu.organization.roles import ADMINISTRATORS


@use_case(may=may_create_post)
def create_post(*, actor: Actor, unit: Unit, title: str, roles: Sequence[str], order: int = 0) -> Post:
    """A new post that carries `roles` over `unit` and all below it.

    Raises `InvalidInput` for a title missing or taken in the unit, an unknown role, a closed unit.
    """
    title = title.strip()
    faults = post_faults(unit, title=title, roles=roles)
    if unit.closed_on is not None:
        faults["unit"] = _("“%s” has been closed.") % unit.name
    if faults:
        raise InvalidInput(faults)
    post = Post.objects.create(
        zone_id=actor.zone_id, unit=unit, title=title, roles=sorted(set(roles)), order=order
    )
    record(
        PostCreated(zone_id=actor.zone_id, post_id=post.id),
        subject=post,
        changes={"title": (None, title), "roles": (None, post.roles)},
        about=(unit.id,),
    )
    return post


def post_faults(unit: Unit, *, title: str, roles: Sequence[str], post: Post | None = None) -> dict[str, str]:
    """What is wrong with a post's title and roles; `post` is left out of the comparison of titles."""
    faults = {}
    unknown = sorted(set(roles) - set(role_permissions()))
    if unknown:
        faults["roles"] = _("unknown role: %s") % ", ".join(unknown)
    elif not ADMINISTRATORS.isdisjoint(roles) and len(set(roles)) > 1:
        faults["roles"] = _("The role of an administrator stands alone in its post.")
    others = Post.objects.filter(zone_id=unit.zone_id, unit=unit, title=title)
    if post is not None:
        others = others.exclude(id=post.id)
    if not title:
        faults["title"] = _("A post needs a title.")
    elif others.exists():
        faults["title"] = _("This unit already has, or had, a post “%s”.") % title
    return faults
