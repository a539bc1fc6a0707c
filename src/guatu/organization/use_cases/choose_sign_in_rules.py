"""Choose what the zone asks of whoever signs in; a new version, the old one stays."""

from collections.abc import Collection
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.core.locks import one_at_a_time
from guatu.core.models import Zone
from guatu.core.use_case import record, use_case
from guatu.organization.events import SignInRulesChosen
from guatu.organization.models import SignInRulesVersion
from guatu.organization.policies import may_choose_sign_in_rules
from guatu.organization.powers import role_permissions

# Field → from, to. The least of what level 3 allows, and what a person can live with.
LIMITS = {
    "idle_minutes": (5, 240),
    "session_hours": (1, 12),
    "password_length": (10, 64),
    "password_classes": (1, 4),
}
PASSWORD_DAYS = (30, 365)


@use_case(may=may_choose_sign_in_rules)
def choose_sign_in_rules(
    *,
    actor: Actor,
    factor_roles: Collection[str],
    idle_minutes: int,
    session_hours: int,
    password_length: int,
    password_classes: int,
    password_days: int,
    reason: str,
    in_force_from: date | None = None,
) -> SignInRulesVersion:
    """Holds from `in_force_from` on (today where it is left out), never for days gone by. `password_days` 0: for ever.

    Raises `InvalidInput` for a number out of its limits, an unknown role, a day gone by or no reason.
    """
    one_at_a_time("organization.sign_in_rules", actor.zone_id)
    day = today(Zone.objects.get(id=actor.zone_id))
    numbers = {
        "idle_minutes": idle_minutes,
        "session_hours": session_hours,
        "password_length": password_length,
        "password_classes": password_classes,
    }
    faults = {
        name: _("From %(least)s to %(most)s.") % {"least": LIMITS[name][0], "most": LIMITS[name][1]}
        for name, number in numbers.items()
        if not LIMITS[name][0] <= number <= LIMITS[name][1]
    }
    if password_days and not PASSWORD_DAYS[0] <= password_days <= PASSWORD_DAYS[1]:
        faults["password_days"] = _("From 30 to 365, or 0 for passwords that never grow old.")
    unknown = sorted(set(factor_roles) - set(role_permissions()))
    if unknown:
        faults["factor_roles"] = _("unknown role: %s") % ", ".join(unknown)
    if in_force_from is not None and in_force_from < day:
        faults["in_force_from"] = _("Rules do not hold for days gone by.")
    if not reason.strip():
        faults["reason"] = _("Say why, in a sentence.")
    if faults:
        raise InvalidInput(faults)
    versions = SignInRulesVersion.objects.filter(zone_id=actor.zone_id)
    before = versions.order_by("-number").first()
    last: int | None = versions.aggregate(last=Max("number"))["last"]
    values = {**numbers, "password_days": password_days, "factor_roles": sorted(set(factor_roles))}
    version = SignInRulesVersion.objects.create(
        zone_id=actor.zone_id,
        number=(last or 0) + 1,
        reason=reason.strip()[:300],
        in_force_from=in_force_from or day,
        chosen_by=actor.name,
        **values,
    )
    record(
        SignInRulesChosen(zone_id=actor.zone_id, number=version.number),
        subject=version,
        changes={name: (getattr(before, name, None), value) for name, value in values.items()}
        | {"in_force_from": (None, version.in_force_from)},
        reason=version.reason,
    )
    return version
