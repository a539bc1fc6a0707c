"""Forms on the way into the statistics library: a paper, the bureau's entry, the rules."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guatu.core.errors import InvalidInput
from guatu.core.money import WAN, trimmed
from guatu.projects.choices import EnrolmentPaper
from guatu.projects.rules.enrolment import EnrolmentRules
from guatu.ui.fields import FilesField
from guatu.ui.forms import Form

_FILES = "image/jpeg,image/png,image/webp,application/pdf,.docx,.xlsx"


class PaperForm(Form):
    material = forms.ChoiceField(label=_("Paper"))
    files = FilesField(  # type: ignore[assignment]
        label=_("The paper itself"),
        accept=_FILES,
        required=False,
        help_text=_("Scan or photo, PDF, Word or Excel, up to 20 MB each."),
    )
    owner_on_paper = forms.CharField(
        label=_("Owner as the paper names it"),
        max_length=150,
        required=False,
        help_text=_("Copied letter by letter from licence, filing and contract: they have to match."),
    )
    project_on_paper = forms.CharField(
        label=_("Project as the paper names it"), max_length=150, required=False
    )
    dated = forms.DateField(label=_("Date of the paper"), required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, codes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        material = self.fields["material"]
        assert isinstance(material, forms.ChoiceField)  # noqa: S101 – declared above
        material.choices = [(code, EnrolmentPaper(code).label) for code in codes]


class EnrolForm(Form):
    entered_on = forms.DateField(label=_("Entered the statistics library on"))
    source = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("Where the bureau states it: its list, with its day.")
    )
    reason = forms.CharField(
        label=_("What the bureau put right"),
        max_length=300,
        required=False,
        help_text=_("Needed where an entry is recorded already; the earlier one stays in sight."),
    )


class EnrolmentRulesForm(Form):
    threshold = forms.DecimalField(
        label=_("Enrolled from (10,000 yuan of total investment)"),
        min_value=0,
        max_digits=12,
        decimal_places=2,
    )
    direct = forms.DecimalField(
        label=_("Reports directly and monthly from (10,000 yuan)"),
        min_value=0,
        max_digits=12,
        decimal_places=2,
    )
    days_after_start = forms.IntegerField(
        label=_("Papers expected within so many days of the start"), min_value=1, max_value=366
    )
    asked = forms.MultipleChoiceField(
        label=_("Papers asked for"), choices=EnrolmentPaper.choices, widget=forms.CheckboxSelectMultiple
    )
    compulsory = forms.MultipleChoiceField(
        label=_("Compulsory among them"),
        choices=EnrolmentPaper.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Such as the notice of the bureau that asks for it."),
    )

    def __init__(self, *args: Any, rules: EnrolmentRules, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "threshold": Decimal(trimmed(rules.threshold_cny / WAN)),
            "direct": Decimal(trimmed(rules.direct_cny / WAN)),
            "days_after_start": rules.days_after_start,
            "asked": [m.code for m in rules.materials],
            "compulsory": [m.code for m in rules.materials if m.compulsory],
        }
        super().__init__(*args, **kwargs)

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "threshold_cny": data["threshold"] * WAN,
            "direct_cny": data["direct"] * WAN,
            **{name: data[name] for name in ("days_after_start", "asked", "compulsory", "reason")},
        }

    def add_faults(self, error: InvalidInput) -> None:
        """The amounts stand in 万元 here."""
        renamed = [replace(f, place=f.place.removesuffix("_cny")) for f in error.faults]
        super().add_faults(InvalidInput(renamed))
