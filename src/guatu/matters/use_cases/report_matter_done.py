"""Report a matter done, with the evidence that its kind asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.utils.translation import gettext as _

from guatu.attachments.models import Attachment
from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import use_case
from guatu.matters.choices import Evidence, Move
from guatu.matters.events import MatterReportedDone
from guatu.matters.evidence import photos_of_round, time_and_place
from guatu.matters.models.history import MatterMove
from guatu.matters.models.matter import Matter
from guatu.matters.moving import attach, make_move, person_of, sent_before, take, words
from guatu.matters.policies import may_handle


@use_case(may=may_handle)
def report_matter_done(
    *,
    actor: Actor,
    matter: Matter,
    text: str,
    files: Sequence[File[Any]] = (),
    client_key: UUID | None = None,
) -> MatterMove:
    """Say what was done. Where the kind asks for a photo or a document, there must be one among `files`, or among
    what was attached earlier in this round. Raises `InvalidInput` naming what is missing."""
    before = sent_before(actor, client_key)
    if before is not None:
        return before
    matter = take(matter, Move.REPORT_DONE, actor=actor, may=may_handle)
    text = words(text, "text", needed=_("Say what was done."))
    made = make_move(
        matter,
        Move.REPORT_DONE,
        MatterReportedDone,
        actor=actor,
        text=text,
        is_public=True,
        client_key=client_key,
        values={"done_by": person_of(actor)},
    )
    attach(made, files, actor=actor)
    _check_evidence(matter)
    return made


def _check_evidence(matter: Matter) -> None:
    """After the files are kept: what they are is known by their content, not by their name."""
    wanted = {Evidence(e) for e in matter.kind.evidence}
    moves = MatterMove.objects.filter(zone_id=matter.zone_id, matter=matter, round=matter.round)
    kept = Attachment.objects.filter(zone_id=matter.zone_id, subject_id__in=moves.values("id"))
    pictures = set(kept.values_list("is_image", flat=True))
    if Evidence.PHOTO in wanted and True not in pictures:
        raise InvalidInput({"files": _("A photo that shows it is done, please.")})
    if Evidence.PLACED_PHOTO in wanted and not any(time_and_place(p) for p in photos_of_round(matter)):
        raise InvalidInput(
            {
                "files": _(
                    "A photo whose time and place are known, please: let the camera keep the position, or let the"
                    " phone state it when it asks."
                )
            }
        )
    if Evidence.DOCUMENT in wanted and False not in pictures:
        raise InvalidInput({"files": _("A document that shows it is done, please.")})
