"""Forms of a plan's file: choosing it, and committing what was previewed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.signing import BadSignature, dumps, loads
from django.utils.translation import gettext_lazy as _

from guatu.projects.models.plan import Plan
from guatu.ui.forms import Form

_SALT = "guatu.projects.plan_file"


class PlanFileForm(Form):
    file = forms.FileField(
        label=_("File of Microsoft Project"),
        help_text=_("Saved as XML there, up to 2 MB. Nothing changes before you have seen what would."),
        widget=forms.FileInput(attrs={"accept": ".xml,application/xml,text/xml"}),
    )


class CommitPlanForm(Form):
    """The file travels along in the page, signed for its plan: nothing is kept of one that is not committed."""

    held = forms.CharField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan

    @classmethod
    def holding(cls, plan: Plan, name: str, content: bytes) -> CommitPlanForm:
        """The form for a file that has been read."""
        text = content.decode("latin-1")
        held = dumps([str(plan.id), name[:100], text], salt=_SALT, compress=True)
        return cls(plan=plan, initial={"held": held, "version": plan.version})

    def clean_held(self) -> tuple[str, bytes]:
        """The file's name and content."""
        try:
            plan_id, name, text = loads(self.cleaned_data["held"], salt=_SALT)
        except BadSignature:
            plan_id, name, text = "", "", ""
        if plan_id != str(self.plan.id):
            raise forms.ValidationError(_("Choose the file again."))
        return name, text.encode("latin-1")
