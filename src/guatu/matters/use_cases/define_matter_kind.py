"""Define a kind of matter, or change one: who raises it, what proves it, who verifies it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import change, record, use_case
from guatu.matters.choices import Evidence, RaisedWith, Urgency, Verifier
from guatu.matters.events import KindDefined
from guatu.matters.models.kinds import MatterKind
from guatu.matters.policies import may_manage_matter_rules


@dataclass(frozen=True, slots=True)
class KindTerms:
    """What a kind is; the fields are those of the model."""

    name: str
    prefix: str
    raised_with: str = RaisedWith.RAISE
    evidence: list[str] = field(default_factory=list)
    verifier: str = Verifier.SUPERVISOR
    is_rated: bool = False
    default_urgency: str = Urgency.NORMAL
    max_returns: int = 2
    recurrence_days: int = 90
    photo_radius: int = 300
    order: int = 0


@use_case(may=may_manage_matter_rules)
def define_matter_kind(*, actor: Actor, code: str, terms: KindTerms) -> MatterKind:
    """Nothing is recorded where nothing differs. Raises `InvalidInput` naming every field at fault."""
    known = MatterKind.objects.filter(zone_id=actor.zone_id, code=code).first()
    _check(actor, code, terms)
    if known is None:
        kind = MatterKind.objects.create(zone_id=actor.zone_id, code=code, **asdict(terms))
        changes = {name: (None, value) for name, value in asdict(terms).items()}
    else:
        kind, changes = known, change(known, **asdict(terms))
    if changes:
        record(KindDefined(zone_id=actor.zone_id, kind_id=kind.id), subject=kind, changes=changes)
    return kind


def _check(actor: Actor, code: str, terms: KindTerms) -> None:
    faults = {}
    if not code.isidentifier():
        faults["code"] = _("Letters, digits and underscores, please.")
    if not terms.name.strip():
        faults["name"] = _("Expected a name.")
    if not (terms.prefix.isascii() and terms.prefix.isalpha() and terms.prefix.isupper()):
        faults["prefix"] = _("Expected capital letters.")
    taken = MatterKind.objects.filter(zone_id=actor.zone_id, prefix=terms.prefix).exclude(code=code)
    if taken.exists():
        faults["prefix"] = _("Another kind numbers its matters with this.")
    if set(terms.evidence) - set(Evidence.values):
        faults["evidence"] = _("Not a kind of evidence.")
    for name, allowed in (
        ("raised_with", RaisedWith.values),
        ("verifier", Verifier.values),
        ("default_urgency", Urgency.values),
    ):
        if getattr(terms, name) not in allowed:
            faults[name] = _("Choose one of those offered.")
    if not 0 <= terms.max_returns <= 20:
        faults["max_returns"] = _("Expected 0 to 20.")
    if not 0 <= terms.recurrence_days <= 3660:
        faults["recurrence_days"] = _("Expected 0 to ten years of days.")
    if not 1 <= terms.photo_radius <= 100_000:
        faults["photo_radius"] = _("Expected 1 to 100,000 metres.")
    if faults:
        raise InvalidInput(faults)
