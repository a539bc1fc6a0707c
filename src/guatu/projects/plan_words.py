"""Plans in words, in the reader's language: floats, slips and their causes, remedies, consents, links."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from guatu.projects.choices import DurationUnit, LinkType
from guatu.projects.rules.plan_dates import Consent
from guatu.projects.rules.plan_spec import LinkSpec, PlanSpec
from guatu.projects.scheduling.approvals import Approver
from guatu.projects.scheduling.compression import CompressedMilestone, LimitKind, Shortfall
from guatu.projects.scheduling.slip import Cause, CauseKind, Slip, trace


def day_words(day: date) -> str:
    """A date in the reader's language."""
    return formats.date_format(day, "DATE_FORMAT")


def length_words(days: int, unit: str) -> str:
    """So many days of a unit."""
    if unit == DurationUnit.WORKING_DAY:
        return ngettext("%(count)d working day", "%(count)d working days", days) % {"count": days}
    return ngettext("%(count)d calendar day", "%(count)d calendar days", days) % {"count": days}


def slip_words(days: int, *, is_fact: bool) -> str:
    """How late or early, in calendar days: as it came (`is_fact`), or as it is forecast."""
    if days == 0:
        return _("on time")
    count = abs(days)
    if is_fact:
        late = ngettext("%(count)d day late", "%(count)d days late", count)
        early = ngettext("%(count)d day early", "%(count)d days early", count)
    else:
        late = ngettext("expected %(count)d day late", "expected %(count)d days late", count)
        early = ngettext("expected %(count)d day early", "expected %(count)d days early", count)
    return (late if days > 0 else early) % {"count": count}


def cause_words(cause: Cause, names: Mapping[str, str]) -> str:
    """One cause of a slip, without its days."""
    later = cause.days > 0
    match cause.kind:
        case CauseKind.PLAN:
            return _("committed earlier than what it waits for allows")
        case CauseKind.CALENDAR:
            return _("other days are worked than when it was committed")
        case CauseKind.INHERITED:
            said = _listed([names.get(code, code) for code in cause.predecessors])
            if not said:
                return _("what it waits for is late") if later else _("what it waits for is early")
            text = _("waits for %(names)s, later than committed") if later else _("%(names)s came earlier")
            return text % {"names": said}
        case CauseKind.LATE_START:
            return _("starts later than it could") if later else _("starts earlier than planned")
        case CauseKind.DURATION:
            return _("takes longer than planned") if later else _("takes less time than planned")


def causes_words(slip: Slip, names: Mapping[str, str]) -> list[tuple[str, int]]:
    """Each cause with its calendar days, positive for late; the days add up to the slip."""
    return [(cause_words(cause, names), cause.days) for cause in slip.causes]


def origin_words(slips: Mapping[str, Slip], code: str, names: Mapping[str, str]) -> str:
    """Where an inherited delay began; empty where it began with the milestone itself."""
    path = trace(slips, code)
    if len(path) < 2:
        return ""
    return _("It began with “%(name)s”.") % {"name": names.get(path[-1], path[-1])}


def approver_words(approver: Approver) -> str:
    """Whose consent it takes."""
    match approver:
        case Approver.UNIT:
            return _("the responsible unit itself")
        case Approver.LEAD_OFFICIAL:
            return _("the lead official")
        case Approver.HEAD_OF_ORGAN:
            return _("the head of the approving department")


def compression_words(cut: CompressedMilestone, names: Mapping[str, str]) -> str:
    """One milestone to be given less time."""
    return _("%(name)s: %(before)s → %(after)s") % {
        "name": names.get(cut.id, cut.id),
        "before": length_words(cut.duration, cut.unit),
        "after": length_words(cut.compressed, cut.unit),
    }


def shortfall_words(short: Shortfall, names: Mapping[str, str]) -> str:
    """A date that cannot be met whatever is compressed."""
    limit, earliest = short.limit, short.earliest
    if not isinstance(limit, date) or not isinstance(earliest, date):
        raise TypeError("plans of projects have dates")
    texts = {
        LimitKind.TARGET: _("%(name)s cannot be done by %(limit)s; %(earliest)s is the earliest."),
        LimitKind.NOT_AFTER: _(
            "%(name)s cannot be done by %(limit)s, its latest day; %(earliest)s is the earliest."
        ),
        LimitKind.FIXED: _("%(name)s cannot start on the fixed day %(limit)s; %(earliest)s is the earliest."),
    }
    return texts[short.kind] % {
        "name": _("The whole plan") if short.id is None else names.get(short.id, short.id),
        "limit": day_words(limit),
        "earliest": day_words(earliest),
    }


def consent_words(consent: Consent, spec: PlanSpec) -> str:
    """A duration below promise or law, and who has to agree."""
    milestone = spec.by_code[consent.code]
    if consent.approver is Approver.HEAD_OF_ORGAN:
        text = _(
            "%(name)s: %(days)s, less than the %(below)d that the law gives %(department)s; its head has to agree."
        )
    else:
        text = _("%(name)s: %(days)s, less than the %(below)d promised; the lead official has to agree.")
    return text % {
        "name": milestone.name,
        "days": length_words(consent.duration, milestone.unit_of_time),
        "below": consent.below,
        "department": milestone.department or _("the department"),
    }


def link_words(link: LinkSpec, names: Mapping[str, str]) -> str:
    """What a milestone waits for: the name, and in words the type and the lag where they are not the usual ones."""
    name = names.get(link.predecessor, link.predecessor)
    notes = []
    if link.type != LinkType.FINISH_START:
        notes.append(
            {
                LinkType.START_START: _("starts after it has started"),
                LinkType.FINISH_FINISH: _("finishes after it is done"),
                LinkType.START_FINISH: _("finishes after it has started"),
            }[link.type]
        )
    if link.lag:
        days = length_words(abs(link.lag), link.lag_unit)
        notes.append((_("%(days)s later") if link.lag > 0 else _("%(days)s sooner")) % {"days": days})
    return _("%(name)s (%(notes)s)") % {"name": name, "notes": _listed(notes)} if notes else name


def _listed(names: list[str]) -> str:
    return pgettext("between items of a list", ", ").join(names)
