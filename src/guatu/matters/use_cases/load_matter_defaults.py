"""Give a zone the kinds, categories and rules that a zone begins with."""

from __future__ import annotations

from guatu.core.actor import Actor
from guatu.core.use_case import use_case
from guatu.matters.default_kinds import DEFAULT_KINDS
from guatu.matters.models.kinds import MatterKind, MatterRuleSet
from guatu.matters.policies import may_manage_matter_rules
from guatu.matters.rules.default_rules import DEFAULT_RULES
from guatu.matters.use_cases.choose_matter_rules import choose_matter_rules
from guatu.matters.use_cases.define_matter_category import define_matter_category
from guatu.matters.use_cases.define_matter_kind import define_matter_kind


@use_case(may=may_manage_matter_rules)
def load_matter_defaults(*, actor: Actor) -> None:
    """What the zone has already stays as it is."""
    known = set(MatterKind.objects.filter(zone_id=actor.zone_id).values_list("code", flat=True))
    for code, (terms, categories) in DEFAULT_KINDS.items():
        if code in known:
            continue
        kind = define_matter_kind(actor=actor, code=code, terms=terms)
        for order, (category, name) in enumerate(categories.items()):
            define_matter_category(actor=actor, kind=kind, code=category, name=name, order=order)
    if not MatterRuleSet.objects.filter(zone_id=actor.zone_id).exists():
        choose_matter_rules(actor=actor, parameters=DEFAULT_RULES)
