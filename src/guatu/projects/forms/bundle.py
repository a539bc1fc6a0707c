"""The form of a four-part bundle."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.organization.forms.fields import PersonField, person_label
from guatu.organization.models import TaskForce
from guatu.organization.selectors import people, task_forces, with_posts_on
from guatu.projects.choices import DutyRole
from guatu.projects.models.project import Project, ProjectDuty
from guatu.projects.use_cases.assign_bundle import Bundle
from guatu.ui.forms import Form

_NOBODY = _("nobody")


class BundleForm(Form):
    """Who answers for a project from a day on."""

    lead_official = PersonField(label=_("Lead official"), required=False)
    liaison = PersonField(
        label=_("Liaison"), required=False, help_text=_("One person who follows the project all the way.")
    )
    task_force = forms.ModelChoiceField(
        label=_("Task force"), queryset=TaskForce.objects.none(), required=False, empty_label=_NOBODY
    )
    on = forms.DateField(
        label=_("From"), help_text=_("Whoever answered until then stays on file up to the day before.")
    )
    reason = forms.CharField(label=_("Reason or document"), max_length=500, required=False)

    def __init__(
        self, *args: Any, actor: Actor, project: Project, current: list[ProjectDuty], day: date, **kwargs: Any
    ) -> None:
        held = {duty.role: duty.person_id for duty in current}
        kwargs["initial"] = {
            "lead_official": held.get(DutyRole.LEAD_OFFICIAL),
            "liaison": held.get(DutyRole.LIAISON),
            "task_force": project.task_force_id,
            "on": day,
        }
        super().__init__(*args, **kwargs)
        persons = people(actor=actor)
        offered = [(person.id, person_label(person)) for person in with_posts_on(persons, day)]
        for name in ("lead_official", "liaison"):
            field = self.fields[name]
            if isinstance(field, PersonField):
                field.queryset = persons
                field.choices = [("", _NOBODY), *offered]
        force = self.fields["task_force"]
        if isinstance(force, forms.ModelChoiceField):
            at_work = Q(valid_to__isnull=True) | Q(valid_to__gte=day) | Q(id=project.task_force_id)
            force.queryset = task_forces(actor=actor).filter(at_work)

    def bundle(self) -> Bundle:
        """What `assign_bundle` takes."""
        data = self.cleaned_data
        return Bundle(
            lead_official=data["lead_official"], liaison=data["liaison"], task_force=data["task_force"]
        )
