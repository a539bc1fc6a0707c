"""Forms of one meeting: items, attendance, discussion, resolution, closing, cancelling."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.meetings.choices import ItemOutcome, Presence
from guatu.meetings.models.meeting import Attendance, Meeting
from guatu.meetings.models.series import SeriesMember
from guatu.meetings.use_cases.record_attendance import Seat
from guatu.organization.models import Person, Unit
from guatu.organization.selectors import open_units
from guatu.projects.models.project import Project
from guatu.projects.selectors.projects import visible_projects
from guatu.ui.forms import DateInput, Form


class ItemForm(Form):
    """An item by hand: about a project, or about anything else."""

    title = forms.CharField(label=_("Agenda item"), max_length=120, required=False)
    project = forms.ModelChoiceField(label=_("Project"), queryset=Project.objects.none(), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        projects = visible_projects(actor=actor).filter(withdrawn_on__isnull=True).order_by("name")
        self.fields["project"].queryset = projects  # type: ignore[attr-defined]


class DiscussForm(Form):
    outcome = forms.ChoiceField(label=_("What came of it"), choices=ItemOutcome.choices)
    text = forms.CharField(
        label=_("Discussion"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ResolutionForm(Form):
    """A resolution: typed once, with the unit that answers for it and a date."""

    text = forms.CharField(label=_("Resolution"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    lead_unit = forms.ModelChoiceField(label=_("Lead unit"), queryset=Unit.objects.none())
    due_on = forms.DateField(label=_("Due on"), widget=DateInput)
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, units: Sequence[Unit] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["lead_unit"]
        field.queryset = open_units(actor=actor)
        if units is not None:
            # Many forms on one page: the units are read once.
            field.choices = [("", "—"), *((unit.id, unit.name) for unit in units)]


class CloseForm(Form):
    notes = forms.CharField(
        label=_("At the end of the minutes"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class MoveForm(Form):
    day = forms.DateField(label=_("Day"), widget=DateInput)
    starts_at = forms.TimeField(
        label=_("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    venue = forms.CharField(label=_("Main venue"), max_length=80)
    reason = forms.CharField(
        label=_("Why it is moved"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class CancelForm(Form):
    reason = forms.CharField(
        label=_("Why it does not take place"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


@dataclass(frozen=True, slots=True)
class SeatRow:
    """The fields of one seat on the sheet."""

    unit: Unit | None
    sits_in: bool
    name: forms.BoundField
    presence: forms.BoundField
    venue: forms.BoundField
    substitute: forms.BoundField


class AttendanceForm(Form):
    """The sheet: a row for each unit of the series, with what was recorded; two rows for further guests."""

    GUESTS = 2

    def __init__(
        self,
        *args: Any,
        meeting: Meeting,
        members: Sequence[SeriesMember],
        rows: Sequence[Attendance],
        **kwargs: Any,
    ) -> None:
        self._seats: list[tuple[Unit | None, Person | None, bool]] = []
        super().__init__(*args, **kwargs)
        known = {row.unit_id: row for row in rows if row.unit_id is not None}
        for member in members:
            self._add(meeting, member.unit, member.sits_in, known.pop(member.unit_id, None))
        guests = [*known.values(), *(row for row in rows if row.unit_id is None)]
        for row in guests:
            self._add(meeting, row.unit, row.sits_in, row)
        for _number in range(self.GUESTS):
            self._add(meeting, None, True, None)

    def _add(self, meeting: Meeting, unit: Unit | None, sits_in: bool, row: Attendance | None) -> None:
        number = len(self._seats)
        self._seats.append((unit, row.person if row else None, sits_in))
        venues = [meeting.venue, *meeting.branch_venues]
        self.fields[f"name_{number}"] = forms.CharField(
            label=_("Attendee"), max_length=60, required=False, initial=row.name if row else ""
        )
        self.fields[f"presence_{number}"] = forms.ChoiceField(
            label=_("Attendance"),
            choices=Presence.choices,
            initial=row.presence if row else Presence.PRESENT,
        )
        self.fields[f"venue_{number}"] = forms.ChoiceField(
            label=_("Venue"),
            choices=[(venue, venue) for venue in venues],
            initial=row.venue if row else meeting.venue,
            required=False,
        )
        self.fields[f"substitute_{number}"] = forms.CharField(
            label=_("Came instead"), max_length=60, required=False, initial=row.substitute if row else ""
        )
        for name in ("name", "presence", "venue", "substitute"):
            field = self.fields[f"{name}_{number}"]
            is_select = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if is_select else "form-control"

    def seat_rows(self) -> Iterator[SeatRow]:
        for number, (unit, _person, sits_in) in enumerate(self._seats):
            fields = [self[f"{name}_{number}"] for name in ("name", "presence", "venue", "substitute")]
            yield SeatRow(unit, sits_in, *fields)

    def seats(self) -> list[Seat]:
        """What `record_attendance` takes; a guest's row without a name is no seat."""
        found = []
        for number, (unit, person, sits_in) in enumerate(self._seats):
            name, presence, venue, substitute = (
                self.cleaned_data.get(f"{field}_{number}", "")
                for field in ("name", "presence", "venue", "substitute")
            )
            if unit is None and not name:
                continue
            same = person if person is not None and person.name == name else None
            found.append(Seat(presence, unit, same, name, venue, substitute, sits_in))
        return found
