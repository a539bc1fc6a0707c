"""Abolish a post that nobody holds any more."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Refused
from guatu.core.use_case import change, record, use_case
from guatu.organization.events import PostAbolished
from guatu.organization.models import Appointment, Post
from guatu.organization.policies import may_manage_post


@use_case(may=may_manage_post)
def abolish_post(*, actor: Actor, post: Post, abolished_on: date, reason: str = "") -> Post:
    """`abolished_on` is the first day on which the post is no more. Who held it stays on file.

    Raises `Refused` where somebody holds the post on that day or later, or it has been abolished already.
    """
    if post.abolished_on is not None:
        raise Refused(_("The post “%s” has been abolished.") % post.title)
    holder = (
        Appointment.objects.filter(zone_id=post.zone_id, post=post)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=abolished_on))
        .select_related("person")
        .first()
    )
    if holder is not None:
        raise Refused(
            _("%(person)s holds the post “%(post)s” on that day or later. End the appointment first.")
            % {"person": holder.person.name, "post": post.title},
            code="still_held",
        )
    changes = change(post, abolished_on=abolished_on)
    record(
        PostAbolished(zone_id=post.zone_id, post_id=post.id, abolished_on=abolished_on),
        subject=post,
        changes=changes,
        reason=reason,
        about=(post.unit_id,),
    )
    return post
