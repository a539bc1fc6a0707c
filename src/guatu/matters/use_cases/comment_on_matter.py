"""Make a note on a matter; who raised it may add to it in the same way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.use_case import use_case
from guatu.matters.choices import Move
from guatu.matters.events import MatterCommented
from guatu.matters.models.history import MatterMove
from guatu.matters.models.matter import Matter
from guatu.matters.moving import attach, make_move, sent_before, take, words
from guatu.matters.policies import is_raiser, may_comment


@use_case(may=may_comment)
def comment_on_matter(
    *,
    actor: Actor,
    matter: Matter,
    text: str,
    files: Sequence[File[Any]] = (),
    client_key: UUID | None = None,
) -> MatterMove:
    """A note by the raiser is for everybody; one from within is not shown to the raiser."""
    before = sent_before(actor, client_key)
    if before is not None:
        return before
    matter = take(matter, Move.COMMENT, actor=actor, may=may_comment)
    made = make_move(
        matter,
        Move.COMMENT,
        MatterCommented,
        actor=actor,
        text=words(text, "text", needed=_("Write something.")),
        is_public=is_raiser(actor, matter),
        client_key=client_key,
    )
    attach(made, files, actor=actor)
    return made
