"""Create a post in a unit."""

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import record, use_case
from guatu.organization.events import PostCreated
from guatu.organization.models import Post, Unit
from guatu.organization.policies import may_manage_posts
from guatu.organization.powers import role_permissions


@use_case(may=may_manage_posts)
def create_post(*, actor: Actor, unit: Unit, title: str, roles: list[str], order: int = 0) -> Post:
    """A new post that carries `roles` over `unit` and all below it."""
    unknown = sorted(set(roles) - set(role_permissions()))
    if unknown:
        raise InvalidInput({"roles": _("unknown role: %s") % ", ".join(unknown)})
    if not title.strip():
        raise InvalidInput({"title": _("A post needs a title.")})
    if Post.objects.filter(zone_id=actor.zone_id, unit=unit, title=title.strip()).exists():
        raise InvalidInput({"title": _("This unit already has a post “%s”.") % title})
    post = Post.objects.create(
        zone_id=actor.zone_id, unit=unit, title=title.strip(), roles=roles, order=order
    )
    record(PostCreated(zone_id=actor.zone_id, post_id=post.id), subject=post, about=(unit.id,))
    return post
