"""Verify 核查 and strike off 销号 in one act, for a verifier who has seen that it is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.files.base import File

from guatu.core.actor import Actor
from guatu.core.use_case import use_case
from guatu.matters.models.matter import Matter
from guatu.matters.policies import may_verify
from guatu.matters.use_cases.close_out_matter import close_out_matter
from guatu.matters.use_cases.verify_matter import verify_matter


@use_case(may=may_verify)
def pass_and_close_matter(
    *,
    actor: Actor,
    matter: Matter,
    text: str = "",
    is_confirmed: bool = False,
    files: Sequence[File[Any]] = (),
) -> Matter:
    """Both moves or neither: what cannot be struck off stays to be verified. Raises what they raise."""
    matter = verify_matter(actor=actor, matter=matter, text=text, files=files)
    return close_out_matter(actor=actor, matter=matter, text=text, is_confirmed=is_confirmed)
