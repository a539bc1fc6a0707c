"""Choose how many helpers and households are usual in the chain of tips: a new version."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.core.locks import one_at_a_time
from guatu.core.models import Zone
from guatu.core.use_case import record, use_case
from guatu.grids.events import HelperTermsChosen
from guatu.grids.models import HelperTerms
from guatu.grids.policies import may_choose_helper_terms
from guatu.grids.rules.chain import Ratios


@use_case(may=may_choose_helper_terms)
def choose_helper_terms(
    *, actor: Actor, ratios: Ratios, reason: str = "", in_force_from: date | None = None
) -> HelperTerms:
    """The old version stays. Raises `InvalidInput` where a bound is nothing or the two are the wrong way round."""
    one_at_a_time("choose_helper_terms", actor.zone_id)
    faults = {}
    for what in ("households", "informants"):
        least, most = getattr(ratios, f"{what}_least"), getattr(ratios, f"{what}_most")
        if not 1 <= least <= 1000:
            faults[f"{what}_least"] = _("Expected 1 to 1,000.")
        if not least <= most <= 1000:
            faults[f"{what}_most"] = _("Expected at least the lower bound, and at most 1,000.")
    if faults:
        raise InvalidInput(faults)
    last = HelperTerms.objects.filter(zone_id=actor.zone_id).order_by("-number").first()
    terms = HelperTerms.objects.create(
        zone_id=actor.zone_id,
        number=last.number + 1 if last else 1,
        in_force_from=in_force_from or today(Zone.objects.get(id=actor.zone_id)),
        reason=reason.strip()[:300],
        chosen_by=actor.name,
        **asdict(ratios),
    )
    record(
        HelperTermsChosen(zone_id=actor.zone_id, number=terms.number),
        subject=terms,
        changes={
            name: (getattr(last, name) if last else None, value) for name, value in asdict(ratios).items()
        },
        reason=terms.reason,
    )
    return terms
