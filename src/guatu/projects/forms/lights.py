"""Forms of lights: setting one by hand, and choosing the rules."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guatu.core.json import canonical
from guatu.core.money import trimmed
from guatu.projects.choices import LightColour
from guatu.projects.rules.light_rules import DEFAULT_OVERRIDE_DAYS, DELAY_RULES, DelayUnit, Measure
from guatu.projects.use_cases.override_light import BY_HAND
from guatu.ui.forms import Form

NOT_USED = ("", _("not used"))
MEASURES = (
    NOT_USED,
    (Measure.POINTS.value, _("percentage points behind the pace")),
    (Measure.SHORTFALL.value, _("shortfall, % of what the pace asks")),
    (Measure.RATIO.value, _("done, % of what the pace asks")),
)
UNITS = (NOT_USED, (DelayUnit.MONTH.value, _("months")), (DelayUnit.DAY.value, _("days")))


class OverrideForm(Form):
    """A colour by hand, why, and its last day."""

    colour = forms.ChoiceField(
        label=_("Light"), choices=[(c.value, LightColour(c).label) for c in BY_HAND], widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    expires_on = forms.DateField(label=_("Last day"))


class WithdrawForm(Form):
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)


def _delay_fields() -> tuple[forms.ChoiceField, forms.IntegerField, forms.IntegerField]:
    """The unit of a delay, and after how many of it a light is yellow and red."""
    return (
        forms.ChoiceField(label=_("Unit"), choices=UNITS, required=False),
        forms.IntegerField(label=_("Yellow after"), required=False),
        forms.IntegerField(label=_("Red after"), required=False),
    )


class LightRulesForm(Form):
    """A rule set as people read it: points and percent, months and days."""

    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        required=False,
        help_text=_("Empty: the name of the preset."),
    )
    in_force_from = forms.DateField(label=_("In force from"))
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)
    pace_measure = forms.ChoiceField(label=_("Measure"), choices=MEASURES, required=False)
    pace_yellow = forms.DecimalField(label=_("Yellow"), required=False, max_digits=8, decimal_places=4)
    pace_red = forms.DecimalField(label=_("Red"), required=False, max_digits=8, decimal_places=4)
    start_unit, start_yellow, start_red = _delay_fields()
    milestone_unit, milestone_yellow, milestone_red = _delay_fields()
    library_unit, library_yellow, library_red = _delay_fields()
    override_days = forms.IntegerField(label=_("Longest time a light may be set by hand, in days"))
    previewed = forms.CharField(required=False, widget=forms.HiddenInput)

    def parameters(self) -> dict[str, Any]:
        """What was typed, as a rule set is stored; `read_rules` judges it."""
        typed = self.cleaned_data
        parameters: dict[str, Any] = {"override_days": typed["override_days"]}
        measure = typed["pace_measure"]
        parameters["pace"] = (
            {
                "measure": measure,
                "yellow": _share(measure, typed["pace_yellow"]),
                "red": _share(measure, typed["pace_red"]),
            }
            if measure
            else None
        )
        for rule in DELAY_RULES:
            unit = typed[f"{rule}_unit"]
            parameters[rule] = (
                {"unit": unit, "yellow": typed[f"{rule}_yellow"], "red": typed[f"{rule}_red"]}
                if unit
                else None
            )
        return parameters

    def digest(self) -> str:
        """Of what was typed: that what is chosen is what was shown."""
        return hashlib.sha256(canonical(self.parameters())).hexdigest()

    def rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        """(rule, its three fields) in the usual order."""
        rows = [("pace", [self[f"pace_{n}"] for n in ("measure", "yellow", "red")])]
        rows += [(rule, [self[f"{rule}_{n}"] for n in ("unit", "yellow", "red")]) for rule in DELAY_RULES]
        return rows


def rules_initial(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The form's first values for a stored rule set."""
    initial: dict[str, Any] = {
        "override_days": parameters.get("override_days", DEFAULT_OVERRIDE_DAYS),
        "pace_measure": "",
    }
    pace = parameters.get("pace")
    if pace:
        initial["pace_measure"] = pace["measure"]
        for colour in ("yellow", "red"):
            value = Decimal(pace[colour])
            shown = value if pace["measure"] == Measure.POINTS else value * 100
            initial[f"pace_{colour}"] = trimmed(shown)
    for rule in DELAY_RULES:
        delay = parameters.get(rule)
        initial[f"{rule}_unit"] = delay["unit"] if delay else ""
        if delay:
            initial |= {f"{rule}_yellow": delay["yellow"], f"{rule}_red": delay["red"]}
    return initial


def _share(measure: str, typed: Decimal | None) -> str | None:
    if typed is None:
        return None
    return trimmed(typed if measure == Measure.POINTS else typed / 100)
