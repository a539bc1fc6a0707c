"""The entry of a prospect."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guatu.core.actor import Actor
from guatu.enterprises.models.enterprise import Enterprise
from guatu.enterprises.selectors.enterprises import visible_enterprises
from guatu.investment.choices import Basis, Route, Stage
from guatu.investment.details import IN_DOLLARS, ProspectDetails
from guatu.investment.forms.amounts import StatedAmountsForm, amount_initial
from guatu.investment.models.prospects import Prospect
from guatu.investment.models.registers import Fund, Park, PppProject
from guatu.investment.policies import EDIT, REGISTER
from guatu.investment.selectors.registers import open_entries
from guatu.organization.forms.fields import PersonField, UnitField
from guatu.projects.choices import CapitalOrigin

_NOT_STATED = ("", _("not stated"))
_TAGS = ("unit", "park", "ppp", "fund", "referrer", "person")


class EntryField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An entry of a register, or of the enterprises."""

    def __init__(self, model: Any, **kwargs: Any) -> None:
        super().__init__(queryset=model._default_manager.none(), required=False, empty_label="—", **kwargs)


class ProspectForm(StatedAmountsForm):
    name = forms.CharField(label=pgettext_lazy("of a prospect", "Name"), max_length=150)
    investor_name = forms.CharField(label=_("Investor"), max_length=150, required=False)
    unit = UnitField(label=_("Responsible unit"))
    person = PersonField(label=_("Person in charge"), required=False)
    capital_origin = forms.ChoiceField(
        label=_("Capital"), choices=[*CapitalOrigin.choices, _NOT_STATED], required=False
    )
    industry_group = forms.CharField(
        label=_("Industry group"), max_length=60, required=False, help_text=_("As the office groups them.")
    )
    is_manufacturing = forms.BooleanField(label=_("Manufacturing"), required=False)
    listed_investor = forms.BooleanField(
        label=_("Invested by a listed company (New Third Board and above)"), required=False
    )
    source = forms.CharField(label=_("Where it came from"), max_length=200, required=False)
    referrer = EntryField(Enterprise, label=_("Referred by"))
    route = forms.ChoiceField(
        label=pgettext_lazy("of a prospect", "Route"), choices=[("", "—"), *Route.choices], required=False
    )
    ppp = EntryField(PppProject, label=_("PPP project"))
    fund = EntryField(Fund, label=_("Industrial fund"))
    park = EntryField(Park, label=_("Theme park"))
    chain_node = forms.CharField(label=_("Link of the chain that it fills"), max_length=60, required=False)
    talent_team = forms.CharField(label=_("Sci-tech talent team"), max_length=100, required=False)
    talent_carrier = forms.CharField(label=_("Carrier of the team"), max_length=100, required=False)
    next_step = forms.CharField(label=_("Next step"), max_length=300, required=False)
    remark = forms.CharField(
        label=_("Remark"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    basis = forms.ChoiceField(label=_("Rests on"), choices=Basis.choices)
    stage = forms.ChoiceField(
        label=pgettext_lazy("of a prospect", "Stage"),
        choices=[(s.value, s.label) for s in (Stage.LEAD, Stage.NEGOTIATING)],
    )
    on = forms.DateField(label=_("In this stage since"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    field_order = (
        "name", "investor_name", "unit", "person", "stage", "on", "capital_origin", "industry_group",
        "total_investment", "total_investment_unit", "total_investment_rate", "total_investment_rate_date",
        "total_investment_at_least", "registered_capital", "registered_capital_unit", "registered_capital_rate",
        "registered_capital_rate_date", "registered_capital_at_least", "is_manufacturing", "listed_investor",
    )  # fmt: skip

    def __init__(
        self, *args: Any, actor: Actor, day: date, prospect: Prospect | None = None, **kwargs: Any
    ) -> None:
        kwargs["initial"] = _initial(prospect, day)
        super().__init__(*args, **kwargs)
        unit, person = self.fields["unit"], self.fields["person"]
        assert isinstance(unit, UnitField)  # noqa: S101 – declared above
        assert isinstance(person, PersonField)  # noqa: S101 – declared above
        unit.offer(actor=actor, permission=REGISTER if prospect is None else EDIT)
        person.offer(actor=actor, day=day)
        for name, rows in (
            ("ppp", open_entries(PppProject, actor=actor)),
            ("fund", open_entries(Fund, actor=actor)),
            ("park", open_entries(Park, actor=actor)),
            ("referrer", visible_enterprises(actor=actor)),
        ):
            field = self.fields[name]
            assert isinstance(field, EntryField)  # noqa: S101 – declared above
            field.queryset = rows
        for left_out in ("version",) if prospect is None else ("stage", "on"):
            del self.fields[left_out]

    def details(self) -> ProspectDetails:
        names = set(ProspectDetails.__dataclass_fields__) - {"total", "registered"}
        return ProspectDetails(
            **{name: self.cleaned_data[name] for name in names},
            total=self.total(),
            registered=self.registered(),
        )


def _initial(prospect: Prospect | None, day: date) -> dict[str, Any]:
    if prospect is None:
        return {"on": day, "capital_origin": CapitalOrigin.DOMESTIC, "basis": Basis.RECORD} | amount_initial(
            "registered_capital", IN_DOLLARS
        )
    names = set(ProspectDetails.__dataclass_fields__) - {"total", "registered", *_TAGS}
    return (
        {name: getattr(prospect, name) for name in names}
        | {tag: getattr(prospect, f"{tag}_id") for tag in _TAGS}
        | {"version": prospect.version}
        | amount_initial("total_investment", prospect.total)
        | amount_initial("registered_capital", prospect.registered)
    )
