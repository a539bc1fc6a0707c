"""Photos with time and place: which of them count, how far from the matter they were taken, which are odd.

Nothing is refused for its distance: whoever verifies is warned. The prose is docs/rules/matters.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from guatu.attachments.models import Attachment
from guatu.core.actor import Actor
from guatu.matters.choices import Evidence
from guatu.matters.models.history import MatterMove
from guatu.matters.models.matter import Matter
from guatu.matters.rules.distance import Point, is_far, metres_between
from guatu.matters.subjects import kind_by_label


@dataclass(frozen=True, slots=True)
class PhotoPlace:
    """Where and when a photo was taken. `by_phone`: the phone said so, the camera wrote nothing of the kind.

    `metres` from the matter's place, None where that is not known; `limit` is the kind's.
    """

    photo: Attachment
    at: datetime
    point: Point
    by_phone: bool
    accuracy: int
    metres: int | None
    limit: int

    @property
    def is_far(self) -> bool:
        return self.metres is not None and is_far(self.metres, self.accuracy, self.limit)


def wants_placed_photo(matter: Matter) -> bool:
    return Evidence.PLACED_PHOTO in matter.kind.evidence


def time_and_place(photo: Attachment) -> tuple[datetime, Point, bool] | None:
    """When and where, and whether only the phone says so; None where either is missing. What the camera wrote counts
    before what the phone stated, and the two are never mixed."""
    if photo.taken_at is not None and photo.longitude is not None and photo.latitude is not None:
        return photo.taken_at, (photo.longitude, photo.latitude), False
    stated: tuple[datetime | None, Decimal | None, Decimal | None]
    stated = photo.stated_at, photo.stated_longitude, photo.stated_latitude
    if stated[0] is not None and stated[1] is not None and stated[2] is not None:
        return stated[0], (stated[1], stated[2]), True
    return None


def place_of(matter: Matter, *, actor: Actor) -> Point | None:
    """Where the matter is: its own point, else that of what it is about, if the actor may see that."""
    if matter.longitude is not None and matter.latitude is not None:
        return matter.longitude, matter.latitude
    kind = kind_by_label(matter.subject_type)
    subject = kind.find(actor, matter.subject_id) if kind and matter.subject_id else None
    return kind.place(subject) if kind and subject is not None else None


def photo_places(matter: Matter, photos: Iterable[Attachment], *, actor: Actor) -> list[PhotoPlace]:
    """The photos whose time and place are known."""
    where = place_of(matter, actor=actor)
    found = []
    for photo in photos:
        known = time_and_place(photo) if photo.is_image else None
        if known is None:
            continue
        at, point, by_phone = known
        metres = metres_between(where, point) if where is not None else None
        accuracy = (photo.stated_accuracy or 0) if by_phone else 0
        found.append(PhotoPlace(photo, at, point, by_phone, accuracy, metres, matter.kind.photo_radius))
    return found


def photos_of_round(matter: Matter) -> list[Attachment]:
    """The pictures of the present round, as they came."""
    moves = MatterMove.objects.filter(zone_id=matter.zone_id, matter=matter, round=matter.round)
    files = Attachment.objects.filter(
        zone_id=matter.zone_id, subject_id__in=moves.values("id"), is_image=True
    )
    return list(files.order_by("attached_at"))
