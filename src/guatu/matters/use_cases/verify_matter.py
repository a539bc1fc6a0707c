"""Verify 核查 that a matter is done; by somebody other than the doer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.files.base import File

from guatu.core.actor import Actor
from guatu.core.use_case import use_case
from guatu.matters.choices import Move
from guatu.matters.events import MatterVerified
from guatu.matters.models.matter import Matter
from guatu.matters.moving import attach, make_move, take, words
from guatu.matters.policies import may_verify
from guatu.matters.verifying import require_another


@use_case(may=may_verify)
def verify_matter(*, actor: Actor, matter: Matter, text: str = "", files: Sequence[File[Any]] = ()) -> Matter:
    """Raises `Refused` (`own`) for the doer."""
    matter = take(matter, Move.PASS, actor=actor, may=may_verify)
    require_another(matter, actor=actor)
    made = make_move(matter, Move.PASS, MatterVerified, actor=actor, text=words(text, "text"))
    attach(made, files, actor=actor)
    return matter
