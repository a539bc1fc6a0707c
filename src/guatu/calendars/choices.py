"""Kinds and states of the calendars app."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DayKind(TextChoices):
    """What a day is worth: a whole working day, half of one, or nothing."""

    WORKING = "working", _("working day")
    HALF = "half", _("half day")
    OFF = "off", _("day off")


class DeadlineUnit(TextChoices):
    """What a deadline is counted in."""

    WORKING_DAY = "working_day", _("working days")
    CALENDAR_DAY = "calendar_day", _("calendar days")
    HOUR = "hour", _("hours")
    WORKING_HOUR = "working_hour", _("working hours")


class NoticeStatus(TextChoices):
    """A notice counts only once it is applied; until then its effect can be previewed."""

    DRAFT = "draft", _("draft")
    APPLIED = "applied", _("applied")
