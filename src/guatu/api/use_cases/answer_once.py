"""Carry out a request of a program, once however often it is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from guatu.api.models import ApiAnswer
from guatu.api.policies import may_answer_once
from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.errors import Refused
from guatu.core.locks import one_at_a_time
from guatu.core.use_case import at_the_end, use_case

KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Once:
    """What tells a request from another: the token's own `key`, and a hash of all that was asked."""

    token_id: UUID
    key: str
    request_hash: str


@dataclass(slots=True)
class Answer:
    """JSON text, and the version of what it is about. Complete when the use case has returned."""

    body: str = ""
    etag: str = ""
    again: bool = field(default=False, compare=False)


@use_case(may=may_answer_once)
def answer_once(*, actor: Actor, once: Once | None, act: Callable[[], Callable[[], Answer]]) -> Answer:
    """Call `act`, which carries out another use case and returns how its answer is written; that is done when all that
    follows from the change has been done. The same request again gets the same answer and changes nothing. Without
    `once` it is carried out each time.

    Raises `Refused` (`key_used`) where another request came with the key, and whatever `act` raises; then nothing is
    kept, and the key can be used again.
    """
    answer = Answer()
    if once is not None:
        one_at_a_time("api", once.token_id, once.key)
        before = ApiAnswer.objects.filter(zone_id=actor.zone_id, token_id=once.token_id, key=once.key).first()
        if before is not None:
            if before.request_hash != once.request_hash:
                raise Refused(_("Another request was sent with this key."), code="key_used")
            return Answer(before.body, before.etag, again=True)
    write = act()

    def finish() -> None:
        written = write()
        answer.body, answer.etag = written.body, written.etag
        if once is not None:
            _keep(actor, once, answer)

    at_the_end(finish)
    return answer


def _keep(actor: Actor, once: Once, answer: Answer) -> None:
    """Keep this answer, and the token's old ones no longer."""
    old = ApiAnswer.objects.filter(zone_id=actor.zone_id, token_id=once.token_id, at__lt=now() - KEPT)
    old.delete()
    ApiAnswer.objects.create(
        zone_id=actor.zone_id,
        token_id=once.token_id,
        key=once.key,
        request_hash=once.request_hash,
        body=answer.body,
        etag=answer.etag,
    )
