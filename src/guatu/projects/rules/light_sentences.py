"""A light's reason in words, in the reader's language, from the verdict that was stored with it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def sentence(finding: Mapping[str, Any]) -> str:
    """One finding (`{"rule": …, "inputs": {…}}`, values as stored in JSON) as one sentence or two."""
    inputs = finding["inputs"]
    match finding["rule"]:
        case "pace":
            return _pace(inputs)
        case "start":
            return _late(inputs, _("Not started. Committed start: %(due)s."))
        case "milestone":
            return _late(inputs, _("Milestone “%(name)s” is open. Committed: %(due)s."))
        case "finish":
            return _late(inputs, _("Not finished. Committed finish: %(due)s."))
        case "finished":
            return _("Finished on %(day)s.") % {"day": _day(inputs["finished"])}
        case "library":
            return _("Started on %(day)s and not in the statistics library.") % {"day": _day(inputs["due"])}
        case "override":
            return _("Set by hand by %(name)s until %(day)s: %(reason)s") % {
                "name": inputs["by"],
                "day": _day(inputs["expires_on"]),
                "reason": inputs["reason"],
            }
    return ""


def reason(verdict: Mapping[str, Any]) -> str:
    """The sentence of the decisive finding; what is missing where nothing could be judged."""
    findings = verdict.get("findings") or []
    if not findings:
        return _("Nothing to judge yet: no annual plan, no dates.")
    return sentence(findings[0])


def outlook(finding: Mapping[str, Any]) -> str:
    """When the finding turns red if nothing happens; empty where it is red or never does."""
    days = finding.get("days_to_red")
    if not days or finding["colour"] == "red":
        return ""
    month = finding["inputs"].get("red_month")
    if month:
        # Also: %(number)s, for a language that writes months as numbers.
        return ngettext(
            "Without further money the figures of %(month)s make it red, in %(days)d day.",
            "Without further money the figures of %(month)s make it red, in %(days)d days.",
            days,
        ) % {"month": MONTHS[month], "number": month, "days": days}
    return ngettext("Red in %(days)d day.", "Red in %(days)d days.", days) % {"days": days}


def _pace(inputs: Mapping[str, Any]) -> str:
    done, pace = Decimal(inputs["done"]) * 100, Decimal(inputs["pace"]) * 100
    values = {"done": done, "pace": pace, "gap": pace - done, "ratio": done / pace * 100}
    if inputs["year_to_date_cny"] is None:
        return _("No money reported this year. The pace is %(pace).1f%% of the annual plan.") % values
    if done >= pace:
        text = _("%(done).1f%% of the annual plan done, on the pace of %(pace).1f%%.")
    elif inputs["measure"] == "points":
        text = _("%(done).1f%% of the annual plan done, %(gap).1f points behind the pace of %(pace).1f%%.")
    else:
        text = _("%(done).1f%% of the annual plan done: %(ratio).1f%% of what the pace of %(pace).1f%% asks.")
    return text % values


def _late(inputs: Mapping[str, Any], text: str) -> str:
    days = int(inputs["days_late"])
    said = text % {"name": inputs["name"], "due": _day(inputs["due"])}
    if days > 0:
        more = ngettext("%(days)d day late.", "%(days)d days late.", days) % {"days": days}
    elif days == 0:
        more = _("Due today.")
    else:
        more = ngettext("%(days)d day left.", "%(days)d days left.", -days) % {"days": -days}
    # Some languages write no space between sentences.
    return _("%(sentence)s %(next)s") % {"sentence": said, "next": more}


def _day(text: str) -> str:
    return formats.date_format(date.fromisoformat(text), "DATE_FORMAT")
