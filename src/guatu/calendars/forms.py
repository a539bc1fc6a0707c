"""Forms: a notice, and a calendar with its shifts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guatu.calendars.days import DayRule
from guatu.calendars.models import Calendar, Notice
from guatu.calendars.notice_text import parse_notice_text, write_notice_text
from guatu.calendars.official import OfficialNotice
from guatu.calendars.patterns import OFFICE_HOURS, WEEKDAYS, Shift, WeeklyPattern
from guatu.core.errors import InvalidInput
from guatu.ui.forms import Form

WEEKDAY_NAMES = (
    _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
)  # fmt: skip

_SHIFT = re.compile(r"(\S+?)\s*[-–—~～至]\s*(\S+)")


class NoticeForm(Form):
    """A notice with the days it names, as one text."""

    year = forms.IntegerField(label=_("Year"), min_value=1950, max_value=2150)
    title = forms.CharField(label=_("Title"), max_length=200)
    document_number = forms.CharField(
        label=_("Document number"),
        max_length=60,
        required=False,
        help_text=_("Leave it empty if you do not have it for certain."),
    )
    published_on = forms.DateField(label=_("Published on"))
    source_url = forms.URLField(label=_("Source"), max_length=500, required=False, assume_scheme="https")
    days = forms.CharField(
        label=_("Days off and days worked instead"),
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Paste the notice as it was published, or write one holiday a line."),
    )

    def clean(self) -> dict[str, Any]:
        """Reads the days; every line that cannot be read is named."""
        data: dict[str, Any] = super().clean() or {}
        if "days" in data and "year" in data:
            try:
                data["named_days"] = parse_notice_text(data["days"], data["year"])
            except InvalidInput as error:
                self.add_faults(error)
        return data

    def values(self) -> dict[str, Any]:
        """What `draft_notice` takes."""
        data = dict(self.cleaned_data)
        days: dict[date, DayRule] = data.pop("named_days")
        return {**data, "days": days}

    @staticmethod
    def initial_of(notice: Notice | OfficialNotice, days: dict[date, DayRule]) -> dict[str, Any]:
        """The form as filled in for a notice that is there already, or ships with the program."""
        return {
            "year": notice.year,
            "title": notice.title,
            "document_number": notice.document_number,
            "published_on": notice.published_on,
            "source_url": notice.source_url,
            "days": write_notice_text(days),
        }


def _shifts_field(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=200)


class CalendarForm(Form):
    """A calendar: a line of shifts for each weekday, such as `08:30–12:00 14:00–17:30`."""

    code = forms.SlugField(label=_("Code"), max_length=32, help_text=_("Short, in small letters: yard"))
    name = forms.CharField(label=_("Name"), max_length=60)
    mon = _shifts_field(_("Monday"))
    tue = _shifts_field(_("Tuesday"))
    wed = _shifts_field(_("Wednesday"))
    thu = _shifts_field(_("Thursday"))
    fri = _shifts_field(_("Friday"))
    sat = _shifts_field(_("Saturday"))
    sun = _shifts_field(_("Sunday"))
    half_days = forms.MultipleChoiceField(
        label=_("Weekdays that count half"),
        choices=tuple(zip(WEEKDAYS, WEEKDAY_NAMES, strict=True)),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    all_hours = forms.BooleanField(
        label=_("Works at all hours, every day"),
        required=False,
        help_text=_("Shifts and notices do not concern it."),
    )
    is_default = forms.BooleanField(label=_("Used where no other calendar is named"), required=False)

    def weekdays(self) -> Iterator[tuple[forms.BoundField, Any]]:
        """Each weekday's line of shifts with its box “counts half”, for the table in the page."""
        return zip((self[day] for day in WEEKDAYS), self["half_days"], strict=True)

    def clean(self) -> dict[str, Any]:
        """Reads the shifts; every weekday that cannot be read gets its own error."""
        data: dict[str, Any] = super().clean() or {}
        shifts = {}
        for day in WEEKDAYS:
            try:
                shifts[day] = parse_shifts(data.get(day) or "")
            except ValueError as error:
                self.add_error(day, str(error))
        if not self.errors and not data["all_hours"]:
            try:
                data["pattern"] = WeeklyPattern.parse({"shifts": shifts, "half_days": data["half_days"]})
            except InvalidInput as error:
                for fault in error.faults:
                    place = fault.place.removeprefix("shifts.")
                    self.add_error(place if place in self.fields else None, str(fault.message))
        return data

    def values(self) -> dict[str, Any]:
        """What `define_calendar` takes."""
        data = self.cleaned_data
        return {
            "code": data["code"],
            "name": data["name"],
            "pattern": data.get("pattern"),
            "all_hours": data["all_hours"],
            "is_default": data["is_default"],
        }

    @staticmethod
    def initial_of(calendar: Calendar | None) -> dict[str, Any]:
        """The form as filled in for `calendar`, or for a new one with office hours."""
        own = calendar is not None and not calendar.all_hours
        pattern = WeeklyPattern.parse(calendar.pattern) if calendar is not None and own else OFFICE_HOURS
        return {
            "code": calendar.code if calendar else "",
            "name": calendar.name if calendar else "",
            "all_hours": calendar.all_hours if calendar else False,
            "is_default": calendar.is_default if calendar else False,
            "half_days": pattern.dump()["half_days"],
            **{
                day: " ".join(str(shift) for shift in shifts)
                for day, shifts in zip(WEEKDAYS, pattern.shifts, strict=True)
            },
        }


def parse_shifts(text: str) -> list[list[str]]:
    """The pairs of clock texts in a line of shifts. Raises `ValueError` for anything between them."""
    rest = _SHIFT.sub("", text)
    if leftover := re.sub(r"[\s,，、;；]+", " ", rest).strip():
        raise ValueError(
            gettext("“%(text)s” is not a shift; expected a start and an end, such as 08:30–12:00.")
            % {"text": leftover}
        )
    pairs = [[found[1].lstrip(",，、;；"), found[2].rstrip(",，、;；")] for found in _SHIFT.finditer(text)]
    for start, end in pairs:
        Shift.parse(start, end)
    return pairs
