"""The form by which somebody subscribes to a calendar."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.feeds.choices import FeedContent
from guatu.organization.forms.fields import UnitField
from guatu.projects.models.project import Project
from guatu.projects.selectors.projects import VIEW
from guatu.ui.forms import Form


class SubscribeForm(Form):
    """What the calendar is to hold. That of one project is begun on the project's page."""

    content = forms.ChoiceField(
        label=_("What the calendar shows"), choices=FeedContent.choices, widget=forms.RadioSelect
    )
    unit = UnitField(
        label=_("Unit"), required=False, help_text=_("For the milestones of a unit and of all below it.")
    )
    reminds = forms.BooleanField(
        label=_("With reminders"),
        required=False,
        help_text=_("At nine on the day before a milestone, an hour before a meeting."),
    )

    def __init__(self, *args: Any, actor: Actor, project: Project | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(actor=actor, permission=VIEW)  # type: ignore[attr-defined]
        if project is not None:
            del self.fields["content"], self.fields["unit"]
        else:
            choices = [c for c in FeedContent.choices if c[0] != FeedContent.PROJECT]
            self.fields["content"].choices = choices  # type: ignore[attr-defined]
