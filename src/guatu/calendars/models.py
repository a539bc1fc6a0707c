"""Calendars of a zone, and the notices that say which days are worked."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guatu.calendars.choices import DayKind, NoticeStatus
from guatu.core.zoned import VersionedModel, ZonedModel, ZoneForeignKey


class Calendar(VersionedModel):
    """A weekly pattern with its shifts. Every calendar follows the zone's applied notices, except one that
    works at all hours."""

    code = models.SlugField(_("code"), max_length=32)
    name = models.CharField(_("name"), max_length=60)
    # The JSON form of `patterns.WeeklyPattern`; empty at all hours.
    pattern = models.JSONField(_("shifts"), default=dict)
    is_default = models.BooleanField(_("used where no other is named"), default=False)
    all_hours = models.BooleanField(_("works at all hours, every day"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "code"], name="calendars_calendar_code"),
            models.UniqueConstraint(
                fields=["zone"], condition=Q(is_default=True), name="calendars_calendar_one_default"
            ),
        ]
        ordering = ["-is_default", "code"]
        verbose_name = _("calendar")

    def __str__(self) -> str:
        return self.name


class Notice(VersionedModel):
    """An official notice of the days off and make-up days of a year. Only applied notices count; where two
    name the same day, the one published later wins."""

    year = models.PositiveSmallIntegerField(_("year"))
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    title = models.CharField(_("title"), max_length=200)
    published_on = models.DateField(_("published on"))
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    status = models.CharField(_("state"), max_length=10, choices=NoticeStatus, default=NoticeStatus.DRAFT)
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)
    applied_by = models.CharField(_("applied by"), max_length=150, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "document_number"],
                condition=~Q(document_number=""),
                name="calendars_notice_document_number",
            ),
            models.CheckConstraint(
                condition=Q(status=NoticeStatus.DRAFT, applied_at__isnull=True)
                | Q(status=NoticeStatus.APPLIED, applied_at__isnull=False),
                name="calendars_notice_applied_at",
            ),
        ]
        ordering = ["-published_on", "-id"]
        verbose_name = _("notice")

    def __str__(self) -> str:
        return self.title


class NoticeDay(ZonedModel):
    """One date that a notice names."""

    notice = ZoneForeignKey(Notice, models.CASCADE, related_name="days")
    date = models.DateField(_("date"))
    kind = models.CharField(_("kind"), max_length=10, choices=DayKind)
    name = models.CharField(_("holiday"), max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "notice", "date"], name="calendars_notice_day_date")
        ]
        ordering = ["date"]
        verbose_name = _("day of a notice")

    def __str__(self) -> str:
        return f"{self.date} {self.get_kind_display()}"
