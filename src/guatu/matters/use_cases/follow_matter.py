"""Follow a matter that is in hand already instead of raising it again: what one would have written is added to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.use_case import use_case
from guatu.matters.choices import Move
from guatu.matters.events import MatterFollowed
from guatu.matters.models.history import MatterMove
from guatu.matters.models.matter import Matter
from guatu.matters.moving import attach, make_move, sent_before, take, words
from guatu.matters.policies import may_follow


@use_case(may=may_follow)
def follow_matter(
    *,
    actor: Actor,
    matter: Matter,
    text: str,
    files: Sequence[File[Any]] = (),
    client_key: UUID | None = None,
) -> MatterMove:
    """A note that everybody sees, by whoever saw the same; the same `client_key` twice adds it once."""
    before = sent_before(actor, client_key)
    if before is not None:
        return before
    matter = take(matter, Move.COMMENT, actor=actor, may=may_follow)
    made = make_move(
        matter,
        Move.COMMENT,
        MatterFollowed,
        actor=actor,
        text=words(text, "text", needed=_("Write something.")),
        is_public=True,
        client_key=client_key,
    )
    attach(made, files, actor=actor)
    return made
