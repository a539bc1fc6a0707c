"""Choose how one wants to be told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from django.conf import settings
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import change, record, use_case
from guatu.notifications.choices import MailTime
from guatu.notifications.events import PreferencesSaved
from guatu.notifications.kinds import kinds
from guatu.notifications.models import Preference
from guatu.notifications.policies import may_save_preferences
from guatu.notifications.rules import DIGEST_AT, USUAL_QUIET
from guatu.organization.models import Person


@use_case(may=may_save_preferences)
def save_preferences(
    *,
    actor: Actor,
    person: Person,
    mail: Mapping[str, str],
    quiet_from: time = USUAL_QUIET.start,
    quiet_to: time = USUAL_QUIET.end,
    digest_at: time = DIGEST_AT,
    language: str = "",
) -> Preference:
    """Bring the preferences of `person` to these values; nothing is recorded where nothing differs.

    `mail` has kinds of notifications with a `MailTime`; what is the kind's own default is not kept, so that it may
    change with the program. Raises `InvalidInput` for a kind or a time that there is not.
    """
    known = {kind.name: kind for kind in kinds()}
    faults = {
        f"mail-{name}": _("There is no such choice.")
        for name, chosen in mail.items()
        if name not in known or chosen not in MailTime.values
    }
    if language and language not in dict(settings.LANGUAGES):
        faults["language"] = _("There is no such choice.")
    if faults:
        raise InvalidInput(faults)
    chosen = {name: str(value) for name, value in mail.items() if value != known[name].mail}
    values = {
        "mail": chosen,
        "quiet_from": quiet_from,
        "quiet_to": quiet_to,
        "digest_at": digest_at,
        "language": language,
    }
    preference = Preference.objects.filter(zone_id=person.zone_id, person=person).first()
    if preference is None:
        preference = Preference(zone_id=person.zone_id, person=person)
        if any(getattr(preference, name) != value for name, value in values.items()):
            Preference.objects.bulk_create([preference], ignore_conflicts=True)
            preference = Preference.objects.get(zone_id=person.zone_id, person=person)
    changes = change(preference, **values)
    if changes:
        record(
            PreferencesSaved(zone_id=person.zone_id, person_id=person.id),
            subject=preference,
            changes=changes,
            about=(person.id,),
        )
    return preference
