"""Give a month another deadline for its dispatch figures."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import Fault, InvalidInput
from guatu.core.models import Zone
from guatu.core.use_case import change, record, use_case
from guatu.projects.events.investment import MonthOpened
from guatu.projects.models.progress import ReportingMonth
from guatu.projects.policies.progress import may_open_month
from guatu.projects.selectors.ledgers import month_deadline


@use_case(may=may_open_month)
def open_month(*, actor: Actor, year: int, month: int, open_until: date, reason: str) -> ReportingMonth:
    """Keep a month of the whole zone open until the end of the day `open_until`.

    Only ever later: a deadline that people rely on is not drawn in. Raises `InvalidInput` for a month to come,
    a day that is past or not later than the present deadline, and a missing reason.
    """
    zone = Zone.objects.get(id=actor.zone_id)
    day = today(zone)
    if not 1 <= month <= 12 or not 2000 <= year <= day.year or (year, month) > (day.year, day.month):
        raise InvalidInput({"month": _("A month that has begun, such as 2018-06.")})
    faults = []
    deadline = month_deadline(zone.id, year, month)
    if open_until < day:
        faults.append(Fault("open_until", _("Today or a later day.")))
    elif open_until <= deadline.closes_on:
        faults.append(
            Fault(
                "open_until",
                _("The month is open until %(day)s anyway; give a later day.")
                % {"day": date_format(deadline.closes_on)},
            )
        )
    if not reason.strip():
        faults.append(Fault("reason", _("Say why the month is opened; everybody will read it.")))
    elif len(reason.strip()) > 200:
        faults.append(Fault("reason", _("Up to 200 characters.")))
    if faults:
        raise InvalidInput(faults)
    known = ReportingMonth.objects.filter(zone_id=zone.id, year=year, month=month).first()
    if known is None:
        known = ReportingMonth.objects.create(
            zone_id=zone.id, year=year, month=month, open_until=open_until, reason=reason.strip()
        )
        changes = {"open_until": (deadline.closes_on, open_until)}
    else:
        changes = change(known, open_until=open_until, reason=reason.strip())
    record(
        MonthOpened(zone_id=zone.id, year=year, month=month, open_until=open_until),
        subject=known,
        changes=changes,
        reason=reason.strip(),
    )
    return known
