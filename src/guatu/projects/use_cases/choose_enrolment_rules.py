"""Choose by which rules projects enter the statistics library; a new version, the old one stays."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.db.models import Max
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.core.locks import one_at_a_time
from guatu.core.models import Zone
from guatu.core.use_case import record, use_case
from guatu.projects.events.enrolment import EnrolmentRulesChosen
from guatu.projects.models.enrolment import EnrolmentRuleSet
from guatu.projects.policies.enrolment import may_choose_enrolment_rules
from guatu.projects.rules.enrolment import CODES


@use_case(may=may_choose_enrolment_rules)
def choose_enrolment_rules(
    *,
    actor: Actor,
    threshold_cny: Decimal,
    direct_cny: Decimal,
    days_after_start: int,
    asked: Collection[str],
    compulsory: Collection[str],
    reason: str,
    in_force_from: date | None = None,
) -> EnrolmentRuleSet:
    """From `in_force_from` (today where none is given). `asked` and `compulsory` are codes of papers. Raises
    `InvalidInput`."""
    one_at_a_time("projects.enrolment_rules", actor.zone_id)
    faults = {}
    if threshold_cny < 0:
        faults["threshold_cny"] = _("An amount is not below zero.")
    if direct_cny < threshold_cny:
        faults["direct_cny"] = _("Not below the threshold of enrolment.")
    if not 1 <= days_after_start <= 366:
        faults["days_after_start"] = _("From 1 to 366.")
    if not asked or set(asked) - set(CODES):
        faults["asked"] = _("Choose the papers that are asked for.")
    if set(compulsory) - set(asked):
        faults["compulsory"] = _("Only what is asked for can be compulsory.")
    if not reason.strip():
        faults["reason"] = _("Say why, in a sentence.")
    if faults:
        raise InvalidInput(faults)
    versions = EnrolmentRuleSet.objects.filter(zone_id=actor.zone_id)
    last: int | None = versions.aggregate(last=Max("number"))["last"]
    version = EnrolmentRuleSet.objects.create(
        zone_id=actor.zone_id,
        number=(last or 0) + 1,
        threshold_cny=threshold_cny,
        direct_cny=direct_cny,
        days_after_start=days_after_start,
        asked=[code for code in CODES if code in asked],
        compulsory=[code for code in CODES if code in compulsory],
        reason=reason.strip()[:300],
        in_force_from=in_force_from or today(Zone.objects.get(id=actor.zone_id)),
        chosen_by=actor.name,
    )
    record(
        EnrolmentRulesChosen(zone_id=actor.zone_id, number=version.number),
        subject=version,
        changes={"threshold_cny": (None, threshold_cny), "direct_cny": (None, direct_cny)},
        reason=version.reason,
    )
    return version
