"""How a move is made: one at a time on each matter, by the table, written down, the clocks reckoned again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from guatu.attachments.use_cases.attach_file import attach_files
from guatu.audit.words import SYSTEM_NAMES
from guatu.core.actor import Actor
from guatu.core.clock import CHINA, local_now
from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.core.locks import one_at_a_time
from guatu.core.models import Zone
from guatu.core.use_case import change, record
from guatu.matters.choices import Move
from guatu.matters.events import MatterEvent
from guatu.matters.models.history import MatterMove
from guatu.matters.models.matter import Matter
from guatu.matters.rules.moves import is_allowed, status_after
from guatu.matters.standing import refresh_standing
from guatu.organization.models import Person, Unit

MAX_TEXT = 4000


def take(
    matter: Matter, move: Move, *, actor: Actor, may: Callable[[Actor, Matter], bool] | None = None
) -> Matter:
    """The matter as it is now, held until the transaction ends, for `move`.

    Whoever waited sees what the other has done: `Refused` (`moved_on`) tells who was quicker where the table does not
    have the move any more, `NotAllowed` where it is no longer theirs.
    """
    one_at_a_time("matters.matter", matter.id)
    fresh = Matter.objects.select_related("kind", "category", "lead_unit", "zone").get(
        zone_id=actor.zone_id, id=matter.id
    )
    if not is_allowed(move, fresh.status):
        raise Refused(_what_happened(fresh), code="moved_on")
    if may is not None and not may(actor, fresh):
        raise NotAllowed(f"matters.{move.value}")
    return fresh


def _what_happened(matter: Matter) -> str:
    last = _last_move(matter)
    if last is None:
        return _("This is not possible: the matter is “%(status)s”.") % {
            "status": matter.get_status_display()
        }
    return _(
        "This is not possible any more: %(who)s, %(when)s: %(move)s. The matter is now “%(status)s”."
    ) % {
        "who": str(SYSTEM_NAMES.get(last.by_name, last.by_name)),
        "when": date_format(last.at.astimezone(CHINA), "SHORT_DATETIME_FORMAT"),
        "move": last.get_move_display(),
        "status": matter.get_status_display(),
    }


def sent_before(actor: Actor, client_key: UUID | None) -> MatterMove | None:
    """The move that was made with this key already, if any; then nothing is to be done again."""
    if client_key is None:
        return None
    one_at_a_time("matters.move", actor.zone_id, client_key)
    return (
        MatterMove.objects.filter(zone_id=actor.zone_id, client_key=client_key)
        .select_related("matter")
        .first()
    )


def make_move(
    matter: Matter,
    move: Move,
    event: type[MatterEvent],
    *,
    actor: Actor,
    unit: Unit | None = None,
    text: str = "",
    reason: str = "",
    is_public: bool = False,
    client_key: UUID | None = None,
    values: dict[str, Any] | None = None,
    reckon: bool = True,
    **told: Any,
) -> MatterMove:
    """Write the move down, change the matter (`values`), record the event (`told`: its own fields), reckon the clocks.

    `matter` comes from `take`. Without `reckon` the clocks are left to the caller, who has the next move follow in the
    same act. Returns the move.
    """
    old = matter.status if move is not Move.RAISE else ""
    last = _last_move(matter) if move is not Move.RAISE else None
    moment = moment_of(matter.zone, last)
    new = status_after(move, matter.status)
    changes = change(matter, status=new.value, **(values or {})) if move is not Move.RAISE else {}
    made = MatterMove.objects.create(
        zone_id=matter.zone_id,
        matter=matter,
        place=last.place + 1 if last else 1,
        round=matter.round,
        move=move,
        at=moment,
        by_id=actor.person_id,
        by_name=actor.name,
        old_status=old,
        new_status=new.value,
        unit=unit,
        reason=reason,
        text=text,
        is_public=is_public,
        client_key=client_key,
    )
    tell(matter, event, changes=changes, reason=text if not is_public else "", **told)
    if reckon:
        refresh_standing(matter.zone_id, [matter.id], moment)
    return made


def _last_move(matter: Matter) -> MatterMove | None:
    return MatterMove.objects.filter(zone_id=matter.zone_id, matter=matter).order_by("-place").first()


def tell(
    matter: Matter, event: type[MatterEvent], *, changes: dict[str, Any], reason: str = "", **told: Any
) -> None:
    """Record an event of the matter; it stands in the history of its subject too."""
    about = tuple(i for i in (matter.subject_id, matter.parent_id) if i is not None)
    record(
        event(
            zone_id=matter.zone_id,
            matter_id=matter.id,
            kind=matter.kind.code,
            status=matter.status,
            subject_type=matter.subject_type,
            subject_id=matter.subject_id,
            parent_id=matter.parent_id,
            **told,
        ),
        subject=matter,
        changes=changes,
        reason=reason,
        about=about,
    )


def moment_of(zone: Zone, last: MatterMove | None = None) -> datetime:
    """Now, by the zone's clock; never before the move before."""
    moment = local_now(zone)
    return max(moment, last.at) if last is not None else moment


def person_of(actor: Actor) -> Person | None:
    """The person who acts, so that the record names them; None for a job."""
    if actor.person_id is None:
        return None
    return Person.objects.get(zone_id=actor.zone_id, id=actor.person_id)


def words(text: str, place: str, *, needed: str = "", most: int = MAX_TEXT) -> str:
    """`text` without blanks at its ends. Raises `InvalidInput` at `place` where it is missing (`needed` says what is
    expected) or too long."""
    text = text.strip()
    if needed and not text:
        raise InvalidInput({place: needed})
    if len(text) > most:
        message = _("Up to %(limit)s characters, please; there are %(count)s.")
        raise InvalidInput({place: message % {"limit": most, "count": len(text)}})
    return text


def attach(made: MatterMove, files: Sequence[File[Any]], *, actor: Actor, place: str = "files") -> None:
    """Keep files as evidence of the move."""
    if files:
        attach_files(actor=actor, subject=made, uploads={place: files})
