"""A rule set in words: what makes a light yellow and red, for whoever chooses the rules or asks why."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from guatu.core.money import trimmed
from guatu.projects.rules.light_rules import DelayRule, DelayUnit, LightRules, Measure, PaceRule

PRESET_LABELS: Mapping[str, Any] = {
    "yinchuan": gettext_lazy("Yinchuan rules"),
    "sanya": gettext_lazy("Sanya rules"),
    "wuhan": gettext_lazy("Wuhan rules"),
}
# Issuer, document, and who reported it. What a city did not publish is an addition, and marked as one.
PRESET_SOURCES: Mapping[str, Any] = {
    "yinchuan": gettext_lazy(
        "Yinchuan development and reform commission, lights for key projects, announced on 18 March 2025"
    ),
    "sanya": gettext_lazy(
        "Sanya, supervision of project construction by red, yellow and green cards, "
        "reported by Hainan Daily on 13 May 2022"
    ),
    "wuhan": gettext_lazy(
        "Wuhan, measures for the administration of major projects, as reported by Hubei Daily"
    ),
}
RULE_LABELS: Mapping[str, Any] = {
    "pace": gettext_lazy("Money against the pace of the year"),
    "start": gettext_lazy("Planned start missed"),
    "milestone": gettext_lazy("Milestone or finish missed"),
    "library": gettext_lazy("Started, not in the statistics library"),
    "override": gettext_lazy("Set by hand"),
    "finished": gettext_lazy("Finished"),
    "finish": gettext_lazy("Milestone or finish missed"),
}


def in_words(rules: LightRules) -> list[tuple[str, str]]:
    """(rule, what it says) for each rule that is used, in their usual order."""
    said = []
    if rules.pace is not None:
        said.append(("pace", pace_in_words(rules.pace)))
    for name in ("start", "milestone", "library"):
        rule = getattr(rules, name)
        if rule is not None:
            said.append((name, delay_in_words(rule)))
    return said


def pace_in_words(rule: PaceRule) -> str:
    match rule.measure:
        case Measure.POINTS:
            return _(
                "Yellow from %(yellow)s to %(red)s percentage points behind the pace, both included; red beyond."
            ) % {"yellow": trimmed(rule.yellow), "red": trimmed(rule.red)}
        case Measure.SHORTFALL:
            values = {"yellow": trimmed(rule.yellow * 100), "red": trimmed(rule.red * 100)}
            if not rule.yellow:
                return (
                    _("Yellow at any shortfall up to %(red)s%% of what the pace asks; red beyond.") % values
                )
            return (
                _("Yellow above a shortfall of %(yellow)s%% of what the pace asks; red above %(red)s%%.")
                % values
            )
        case Measure.RATIO:
            return _("Yellow below %(yellow)s%% of what the pace asks; red below %(red)s%%.") % {
                "yellow": trimmed(rule.yellow * 100),
                "red": trimmed(rule.red * 100),
            }


def delay_in_words(rule: DelayRule) -> str:
    yellow = _span(rule.yellow, rule.unit)
    red = _span(rule.red, rule.unit)
    if rule.yellow == 0:
        return (
            _("Yellow and red from the day after.")
            if rule.red == 0
            else _("Yellow from the day after; red after %(red)s.") % {"red": red}
        )
    return _("Yellow after %(yellow)s; red after %(red)s.") % {"yellow": yellow, "red": red}


def _span(amount: int, unit: DelayUnit) -> str:
    if unit is DelayUnit.MONTH:
        return ngettext("%(count)d month", "%(count)d months", amount) % {"count": amount}
    return ngettext("%(count)d day", "%(count)d days", amount) % {"count": amount}


def title(name: str, preset: str, number: int) -> Any:
    """What a rule set is called: its own name, or that of the preset it began with; and its version."""
    return format_lazy("{} · {}", name or PRESET_LABELS.get(preset, preset), number)
