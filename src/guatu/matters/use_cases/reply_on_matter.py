"""Reply: what is being done, for the raiser to read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.use_case import use_case
from guatu.matters.choices import Move
from guatu.matters.events import MatterReplied
from guatu.matters.models.history import MatterMove
from guatu.matters.models.matter import Matter
from guatu.matters.moving import attach, make_move, sent_before, take, words
from guatu.matters.policies import may_handle


@use_case(may=may_handle)
def reply_on_matter(
    *,
    actor: Actor,
    matter: Matter,
    text: str,
    files: Sequence[File[Any]] = (),
    client_key: UUID | None = None,
) -> MatterMove:
    """The first reply ends its clock. The same `client_key` twice replies once."""
    before = sent_before(actor, client_key)
    if before is not None:
        return before
    matter = take(matter, Move.REPLY, actor=actor, may=may_handle)
    text = words(text, "text", needed=_("Say what is being done."))
    made = make_move(
        matter, Move.REPLY, MatterReplied, actor=actor, text=text, is_public=True, client_key=client_key
    )
    attach(made, files, actor=actor)
    return made
