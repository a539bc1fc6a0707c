"""Forms of what happens to a prospect: a move, the agreement, the landing, its project, capital paid in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guatu.core.actor import Actor
from guatu.investment.choices import Basis, Stage
from guatu.investment.forms.amounts import (
    StatedAmountsForm,
    amount_initial,
    measure_of,
    number_field,
    rate_date_field,
    rate_field,
    unit_field,
)
from guatu.investment.models.prospects import Prospect
from guatu.investment.rules.stages import MOVES
from guatu.investment.use_cases.enter_capital_paid_in import PaidIn
from guatu.investment.use_cases.sign_agreement import Signed
from guatu.projects.models.project import Project
from guatu.projects.selectors.projects import visible_projects
from guatu.ui.forms import Form


class ProjectField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the projects that the reader sees."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Project.objects.none(), **kwargs)

    def offer(self, *, actor: Actor) -> None:
        """Fill the choices for `actor`: projects that go on, by name."""
        self.queryset = visible_projects(actor=actor).filter(withdrawn_on__isnull=True).order_by("name", "id")


class MoveForm(Form):
    to = forms.ChoiceField(label=pgettext_lazy("of a prospect", "To"))
    on = forms.DateField(label=_("On"))
    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed when it is dropped, and when it is taken up again."),
    )

    def __init__(self, *args: Any, prospect: Prospect, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField)  # noqa: S101 – declared above
        to.choices = [(stage.value, stage.label) for stage in open_moves(prospect)]


def open_moves(prospect: Prospect) -> list[Stage]:
    """The stages that a plain move leads to; signing and landing have forms of their own."""
    following = MOVES[Stage(prospect.stage)]
    return [stage for stage in Stage if stage in following and stage not in (Stage.SIGNED, Stage.LANDED)]


class SignForm(StatedAmountsForm):
    signed_on = forms.DateField(label=_("Signed on"))
    number = forms.CharField(label=_("Number of the agreement"), max_length=60, required=False)
    parties = forms.CharField(label=_("Parties"), max_length=300, required=False)
    basis = forms.ChoiceField(label=_("Rests on"), choices=Basis.choices)
    field_order = ("signed_on", "number", "parties", "basis")

    def __init__(self, *args: Any, prospect: Prospect, day: date, **kwargs: Any) -> None:
        kwargs["initial"] = (
            {"signed_on": day, "basis": prospect.basis}
            | amount_initial("total_investment", prospect.total)
            | amount_initial("registered_capital", prospect.registered)
        )
        super().__init__(*args, **kwargs)

    def signed(self) -> Signed:
        data = self.cleaned_data
        return Signed(
            data["signed_on"],
            self.total(),
            self.registered(),
            data["number"],
            data["parties"],
            basis=data["basis"],
        )


class LandForm(Form):
    on = forms.DateField(label=_("Landed on"))
    project = ProjectField(
        label=_("Project"), required=False, help_text=_("May also be linked later, once it is on a list.")
    )

    def __init__(self, *args: Any, actor: Actor, day: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": day}
        super().__init__(*args, **kwargs)
        self.fields["project"].offer(actor=actor)  # type: ignore[attr-defined]


class LinkForm(Form):
    project = ProjectField(label=_("Project"))

    def __init__(self, *args: Any, actor: Actor, prospect: Prospect, **kwargs: Any) -> None:
        kwargs["initial"] = {"project": prospect.project_id}
        super().__init__(*args, **kwargs)
        self.fields["project"].offer(actor=actor)  # type: ignore[attr-defined]


class PaidInForm(Form):
    paid_on = forms.DateField(label=_("Paid in on"))
    amount = number_field(_("Amount"), required=True)
    amount_unit = unit_field("万美元", _("Unit of the amount"))
    amount_rate = rate_field(_("Exchange rate to yuan"))
    amount_rate_date = rate_date_field(_("Day of the rate"))
    voucher = forms.CharField(
        label=_("Voucher"),
        max_length=100,
        help_text=_("Number of the bank's receipt or of the capital verification report."),
    )
    remark = forms.CharField(label=_("Remark"), max_length=300, required=False)

    def paid_in(self) -> PaidIn:
        data = self.cleaned_data
        return PaidIn(data["paid_on"], measure_of(data, "amount"), data["voucher"], data["remark"])


class TakeBackForm(Form):
    remark = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
