"""Forms of task forces: who joins is a few rows of person, role and unit."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.organization.choices import MemberRole
from guatu.organization.forms.fields import PersonField, UnitField
from guatu.organization.models import TaskForce, TaskForceMember
from guatu.organization.policies import TASK_FORCES
from guatu.organization.use_cases.form_task_force import Seat
from guatu.ui.forms import Form

ROWS = 5


class _SeatsForm(Form):
    """`ROWS` rows of somebody who joins: `person_1`, `role_1`, `unit_1` …"""

    def __init__(self, *args: Any, actor: Actor, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        someone = PersonField()
        someone.offer(actor=actor, day=day)
        sender = UnitField(required=False)
        sender.offer(actor=actor)
        for row in range(1, ROWS + 1):
            person = forms.ModelChoiceField(queryset=someone.queryset, required=False, label=_("Person"))
            person.choices = someone.choices
            unit = forms.ModelChoiceField(queryset=sender.queryset, required=False, label=_("Sent by"))
            unit.choices = sender.choices
            role = forms.ChoiceField(
                choices=MemberRole.choices, required=False, initial=MemberRole.MEMBER, label=_("Role")
            )
            for name, field in (("person", person), ("role", role), ("unit", unit)):
                field.widget.attrs["class"] = "form-select"
                self.fields[f"{name}_{row}"] = field

    def rows(self) -> list[tuple[Any, Any, Any]]:
        """The bound fields of each row, for the template."""
        return [(self[f"person_{n}"], self[f"role_{n}"], self[f"unit_{n}"]) for n in range(1, ROWS + 1)]

    def plain_fields(self) -> list[Any]:
        """The bound fields beside the rows."""
        return [field for field in self if not field.name[-1].isdigit()]

    def seats(self) -> list[Seat]:
        """Who joins, from the rows in which somebody is chosen."""
        data = self.cleaned_data
        return [
            Seat(data[f"person_{n}"], data[f"role_{n}"] or MemberRole.MEMBER, data[f"unit_{n}"])
            for n in range(1, ROWS + 1)
            if data.get(f"person_{n}") is not None
        ]


class TaskForceForm(_SeatsForm):
    """A new task force."""

    name = forms.CharField(label=_("Name"), max_length=100)
    unit = UnitField(label=_("Led from"))
    valid_from = forms.DateField(label=_("From"))

    def __init__(self, *args: Any, actor: Actor, day: date, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, day=day, initial={"valid_from": day}, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, UnitField)  # noqa: S101 – declared above
        field.offer(actor=actor, permission=TASK_FORCES)


class TaskForceMembersForm(_SeatsForm):
    """Who leaves a task force and who joins."""

    on = forms.DateField(label=_("From"))
    leaving = forms.ModelMultipleChoiceField(
        label=_("Leaving"),
        queryset=TaskForceMember.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = forms.CharField(label=_("Reason or document"), max_length=500, required=False)

    def __init__(self, *args: Any, actor: Actor, task_force: TaskForce, day: date, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, day=day, initial={"on": day}, **kwargs)
        field = self.fields["leaving"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 – declared above
        field.queryset = TaskForceMember.objects.filter(
            zone_id=task_force.zone_id, task_force=task_force, valid_to__isnull=True
        ).select_related("person")


class TaskForceDisbandForm(Form):
    """The last day of a task force."""

    valid_to = forms.DateField(label=_("Last day"))
    reason = forms.CharField(label=_("Reason or document"), max_length=500, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, task_force: TaskForce, day: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"valid_to": day, "version": task_force.version}, **kwargs)
