"""Forms of a project: its facts, a year of it, withdrawing it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.core.money import trimmed
from guatu.organization.choices import TERRITORIAL
from guatu.organization.forms.fields import UnitField, unit_choices
from guatu.organization.models import Unit
from guatu.projects.choices import CapitalOrigin, ProjectType, StartClass, SubClass
from guatu.projects.details import YEARS, ProjectDetails
from guatu.projects.forms.money import YUAN_UNITS, DatedField, Money, MoneyField
from guatu.projects.models.project import Project, ProjectYear
from guatu.projects.policies.projects import CREATE_PROJECT, EDIT_PROJECT
from guatu.projects.sheets.rows import Dated
from guatu.projects.use_cases.plan_year import YearPlan
from guatu.ui.forms import Form

_NOT_SAID = _("not said")


def _year(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=YEARS[0], max_value=YEARS[-1], required=False)


class ProjectForm(Form):
    """The facts of a project, new (`project` None) or as they stand."""

    name = forms.CharField(label=_("Name"), max_length=150)
    owner_name = forms.CharField(
        label=_("Construction unit"),
        max_length=150,
        required=False,
        help_text=_("As it stands on licence, filing and contract."),
    )
    code = forms.CharField(
        label=_("Project code"),
        max_length=60,
        required=False,
        help_text=_("24 characters; without one no approval may be accepted."),
    )
    type = forms.ChoiceField(label=_("Type"), choices=ProjectType.choices)
    industry_code = forms.CharField(
        label=_("Industry (GB/T 4754)"),
        max_length=10,
        required=False,
        help_text=_("By what the project will make: 36, 3670 or C3670."),
    )
    investor_name = forms.CharField(label=_("Investor"), max_length=150, required=False)
    capital_origin = forms.ChoiceField(label=_("Capital"), choices=CapitalOrigin.choices)
    total_investment = MoneyField(label=_("Total investment"), required=False)
    exchange_rate = forms.DecimalField(
        label=_("Yuan for one unit of foreign money"),
        max_digits=12,
        decimal_places=6,
        required=False,
        help_text=_("For foreign money only: 6.6166."),
    )
    rate_date = forms.DateField(label=_("Day of the rate"), required=False)
    unit = UnitField(label=_("Managing unit"), help_text=_("Answers for the project in the zone."))
    registration_unit = UnitField(
        label=_("Registration territory"),
        required=False,
        help_text=_("Where the construction unit is registered."),
    )
    statistical_unit = UnitField(
        label=_("Statistical territory"), required=False, help_text=_("Where the investment is counted.")
    )
    construction_from = _year(_("Construction from (year)"))
    construction_to = _year(_("Construction to (year)"))
    committed_start = DatedField(label=_("Committed start"), required=False)
    committed_finish = DatedField(label=_("Committed finish"), required=False)
    remark = forms.CharField(
        label=_("Remark"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )
    reason = forms.CharField(
        label=_("Reason or document"),
        max_length=500,
        required=False,
        help_text=_("Needed when a committed date changes: why, and who agreed."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, actor: Actor, project: Project | None = None, **kwargs: Any) -> None:
        if project is not None:
            kwargs["initial"] = self.initial_of(project)
        super().__init__(*args, **kwargs)
        if project is None:
            del self.fields["reason"]
        permission = EDIT_PROJECT if project is not None else CREATE_PROJECT
        choices = unit_choices(actor=actor, permission=permission)
        self._offer("unit", actor, choices, project.unit if project else None, "")
        places = set(
            Unit.objects.filter(zone_id=actor.zone_id, type__in=TERRITORIAL).values_list("id", flat=True)
        )
        choices = [(unit_id, label) for unit_id, label in unit_choices(actor=actor) if unit_id in places]
        for name in ("registration_unit", "statistical_unit"):
            self._offer(name, actor, choices, getattr(project, name, None), _NOT_SAID)

    def _offer(
        self, name: str, actor: Actor, choices: list[tuple[UUID, str]], kept: Unit | None, empty: Any
    ) -> None:
        """Offer `choices`, and what stands there now even where it is offered no more (a closed unit)."""
        field = self.fields[name]
        if not isinstance(field, UnitField):
            raise TypeError(f"{name} takes no units")
        if kept is not None and kept.id not in dict(choices):
            choices = [(kept.id, kept.name), *choices]
        field.queryset = Unit.objects.filter(
            zone_id=actor.zone_id, id__in=[unit_id for unit_id, _label in choices]
        )
        field.choices = [("", empty), *choices]

    def details(self) -> ProjectDetails:
        """What `create_project` and `edit_project` take."""
        data = self.cleaned_data
        money: Money | None = data["total_investment"]
        named = (
            "name", "owner_name", "code", "type", "industry_code", "investor_name", "capital_origin",
            "exchange_rate", "rate_date", "registration_unit", "statistical_unit", "construction_from",
            "construction_to", "committed_start", "committed_finish", "remark",
        )  # fmt: skip
        return ProjectDetails(
            total_investment=money.amount if money else None,
            currency=money.currency if money else "CNY",
            **{name: data[name] for name in named},
        )

    @staticmethod
    def initial_of(project: Project) -> dict[str, Any]:
        """The form as filled in for `project`."""
        plain = (
            "name", "owner_name", "code", "type", "industry_code", "investor_name", "capital_origin",
            "rate_date", "construction_from", "construction_to", "remark", "version",
        )  # fmt: skip
        total, foreign = project.total_investment, project.currency != "CNY"
        return {name: getattr(project, name) for name in plain} | {
            "unit": project.unit_id,
            "registration_unit": project.registration_unit_id,
            "statistical_unit": project.statistical_unit_id,
            "total_investment": Money(total, project.currency) if total is not None else None,
            "exchange_rate": trimmed(project.exchange_rate) if foreign else None,
            "committed_start": _dated(project.committed_start, project.committed_start_precision),
            "committed_finish": _dated(project.committed_finish, project.committed_finish_precision),
        }


def _dated(day: date | None, precision: str) -> Dated | None:
    return Dated(day, precision) if day is not None else None


class YearForm(Form):
    """What a project is to do in a year."""

    start_class = forms.ChoiceField(label=_("Class"), choices=StartClass.choices, widget=forms.RadioSelect)
    sub_class = forms.ChoiceField(
        label=_("A carry-over still does"), choices=[("", _NOT_SAID), *SubClass.choices], required=False
    )
    annual_plan_cny = MoneyField(label=_("Annual plan"), units=YUAN_UNITS, required=False)
    serial = forms.IntegerField(
        label=_("Number in the list"),
        min_value=1,
        max_value=999_999,
        required=False,
        help_text=_("Left empty, it gets the next free one."),
    )
    concentrated_start = forms.BooleanField(label=_("Part of a concentrated start"), required=False)
    reason = forms.CharField(
        label=_("Reason or document"),
        max_length=500,
        required=False,
        help_text=_("Needed when class or plan change on a frozen list."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: ProjectYear | None, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": 0, "start_class": StartClass.NEW_START}
        if row is not None:
            plan = row.annual_plan_cny
            kwargs["initial"] = {
                "start_class": row.start_class,
                "sub_class": row.sub_class,
                "annual_plan_cny": Money(plan) if plan is not None else None,
                "serial": row.serial or None,
                "concentrated_start": row.concentrated_start,
                "version": row.version,
            }
        super().__init__(*args, **kwargs)

    def plan(self) -> YearPlan:
        """What `plan_year` takes."""
        data = self.cleaned_data
        money: Money | None = data["annual_plan_cny"]
        amount: Decimal | None = money.amount if money else None
        return YearPlan(
            start_class=data["start_class"],
            sub_class=data["sub_class"],
            annual_plan_cny=amount,
            concentrated_start=data["concentrated_start"],
            serial=data["serial"],
        )


class WithdrawForm(Form):
    """From when on a project counts no more, and why."""

    on = forms.DateField(label=_("Withdrawn on"))
    reason = forms.CharField(label=_("Reason or document"), max_length=500)


class ReinstateForm(Form):
    """Why a withdrawn project is taken up again."""

    reason = forms.CharField(label=_("Reason or document"), max_length=500)


class PublishForm(Form):
    """What the public is told of a project beside its facts."""

    description = forms.CharField(
        label=_("Description for the public"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Notes, remarks, lights and matters of the project are never published."),
    )


class UnpublishForm(Form):
    """Why a project is public no more."""

    reason = forms.CharField(label=_("Reason"), max_length=500)
