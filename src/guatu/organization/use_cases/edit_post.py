"""Change a post's title, roles and place in the roster."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, Refused
from guatu.core.models import Zone
from guatu.core.use_case import change, record, use_case
from guatu.organization.events import PostEdited
from guatu.organization.models import Appointment, Post
from guatu.organization.policies import may_edit_post
from guatu.organization.powers import held_on
from guatu.organization.use_cases.appoint_person import keep_administrators_apart
from guatu.organization.use_cases.create_post import post_faults


@use_case(may=may_edit_post)
def edit_post(
    *, actor: Actor, post: Post, title: str, roles: Sequence[str], order: int = 0, reason: str = ""
) -> Post:
    """Bring the post to these values; its holders' powers follow at once.

    Raises `InvalidInput` for a title or role at fault, `Refused` where the actor holds the post and would give it
    other roles, and for an abolished post.
    """
    if post.abolished_on is not None:
        raise Refused(_("The post “%s” has been abolished.") % post.title)
    title, wanted = title.strip(), sorted(set(roles))
    faults = post_faults(post.unit, title=title, roles=wanted, post=post)
    if faults:
        raise InvalidInput(faults)
    if wanted != sorted(post.roles) and _holds(actor, post):
        raise Refused(_("Nobody changes the powers of their own post. Ask somebody else who manages posts."))
    if wanted != sorted(post.roles):
        for held in Appointment.objects.filter(zone_id=post.zone_id, post=post).select_related("person"):
            keep_administrators_apart(held.person, wanted, but=post)
    changes = change(post, title=title, roles=wanted, order=order)
    if changes:
        record(
            PostEdited(zone_id=post.zone_id, post_id=post.id),
            subject=post,
            changes=changes,
            reason=reason,
            about=(post.unit_id,),
        )
    return post


def _holds(actor: Actor, post: Post) -> bool:
    if actor.person_id is None:
        return False
    day = today(Zone.objects.get(id=post.zone_id))
    return Appointment.objects.filter(
        held_on(day), zone_id=post.zone_id, post=post, person_id=actor.person_id
    ).exists()
