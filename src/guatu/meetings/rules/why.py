"""Why something stands on the agenda, in words. Pure; the facts were kept when the agenda was built."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guatu.projects.rules.light_sentences import sentence


def why_sentence(why: Mapping[str, Any]) -> str:
    """The reason in the reader's language; empty for what somebody put on the agenda by hand."""
    match why.get("code"):
        case "promise":
            return _promise(why)
        case "red" | "yellow":
            return _light(why)
        case "overdue":
            return _overdue(why)
        case "ladder":
            return _("Reached “%(rung)s” on its ladder.") % {"rung": why["rung"]}
        case "help":
            return _("To be settled: %(text)s") % {"text": why["text"]} if why.get("text") else ""
    return ""


def _promise(why: Mapping[str, Any]) -> str:
    told = _("Resolved on %(day)s, due on %(due)s.") % {
        "day": _day(why["passed"]),
        "due": _day(why["due"]),
    }
    late = why.get("late", 0)
    if late <= 0:
        return told
    text = ngettext("%(count)s day late.", "%(count)s days late.", late) % {"count": late}
    return _joined(told, text)


def _light(why: Mapping[str, Any]) -> str:
    reason = sentence(why["finding"]) if why.get("finding") else ""
    if why["code"] == "red":
        text = _("Red since %(day)s.") if why.get("is_new") else _("Still red, since %(day)s.")
        return _joined(text % {"day": _day(why["since"])}, reason)
    days = why.get("days_to_red")
    if days:
        ahead = ngettext("%(count)s day to red.", "%(count)s days to red.", days) % {"count": days}
        return _joined(reason, ahead)
    return reason


def _overdue(why: Mapping[str, Any]) -> str:
    days = why["days"]
    if days <= 0:
        return _("Due on %(day)s: overdue since today.") % {"day": _day(why["due"])}
    text = ngettext("Due on %(day)s: %(count)s day overdue.", "Due on %(day)s: %(count)s days overdue.", days)
    return text % {"day": _day(why["due"]), "count": days}


def _joined(first: str, second: str) -> str:
    """Two sentences; after a full-width stop there is no blank."""
    return (first + ("" if first.endswith("。") else " ") + second).strip()


def _day(text: str) -> str:
    return date_format(date.fromisoformat(text), "DATE_FORMAT")
