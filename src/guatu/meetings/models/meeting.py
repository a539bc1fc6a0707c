"""One meeting: its agenda, its resolutions, who was there."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from guatu.core.zoned import VersionedModel, ZonedModel, ZoneForeignKey
from guatu.matters.models.matter import Matter
from guatu.meetings.choices import ItemKind, ItemOutcome, MeetingStatus, Presence
from guatu.meetings.models.series import MeetingSeries
from guatu.organization.models import Person, Unit


class Meeting(VersionedModel):
    """A meeting of a series. `number` counts on through the whole series; one that was cancelled has none."""

    series = ZoneForeignKey(MeetingSeries, models.PROTECT, related_name="meetings")
    # What the series was called on the day.
    name = models.CharField(_("name"), max_length=80)
    number = models.PositiveIntegerField(_("number"), null=True)
    # The day of the rhythm that it stands for; the meeting may be held on another one.
    nominal_on = models.DateField()
    day = models.DateField(_("day"))
    starts_at = models.TimeField(_("begins at"))
    venue = models.CharField(_("main venue"), max_length=80)
    branch_venues = ArrayField(
        models.CharField(max_length=80), default=list, blank=True, verbose_name=_("branch venues")
    )
    status = models.CharField(_("status"), max_length=10, choices=MeetingStatus, default=MeetingStatus.DRAFT)
    chair = ZoneForeignKey(Person, models.PROTECT, related_name="+", null=True, verbose_name=_("chair"))
    chaired_by = models.CharField(_("chaired by"), max_length=60, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    started_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    cancelled_because = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "series", "number"], name="meetings_meeting_number"),
            models.UniqueConstraint(
                fields=["zone", "series", "nominal_on"],
                condition=~Q(status="cancelled"),
                name="meetings_meeting_once",
            ),
            models.CheckConstraint(
                condition=Q(status="cancelled", number__isnull=True)
                | (~Q(status="cancelled") & Q(number__isnull=False)),
                name="meetings_meeting_counts",
            ),
        ]
        indexes = [models.Index(fields=["zone", "-day"], name="meetings_by_day")]
        ordering = ["-day", "-number"]
        verbose_name = pgettext_lazy("in a series", "meeting")

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """Such as 项目例会第24次 (Project meeting, no. 24)."""
        if self.number is None:
            return self.name
        return gettext("%(name)s, no. %(number)s") % {"name": self.name, "number": self.number}

    @property
    def is_over(self) -> bool:
        return self.status in (MeetingStatus.CLOSED, MeetingStatus.CANCELLED)


class AgendaItem(VersionedModel):
    """Something to talk about; without a meeting it waits in the backlog of its series.

    `why` keeps what was known when it was put on the agenda (codes and figures, put into words when it is read).
    """

    series = ZoneForeignKey(MeetingSeries, models.PROTECT, related_name="items")
    meeting = ZoneForeignKey(Meeting, models.PROTECT, related_name="items", null=True)
    order = models.PositiveIntegerField(default=0)
    kind = models.CharField(_("kind"), max_length=8, choices=ItemKind)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.UUIDField(null=True)
    title = models.CharField(_("title"), max_length=120)
    why = models.JSONField(default=dict)
    outcome = models.CharField(_("outcome"), max_length=12, choices=ItemOutcome, blank=True)
    discussion = models.TextField(_("discussion"), blank=True)
    added_by = models.CharField(max_length=150)
    # Taken off the agenda by hand, so that it does not come back by itself.
    dropped = models.BooleanField(default=False)
    moved_to = ZoneForeignKey("self", models.SET_NULL, related_name="moved_from", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "meeting", "subject_id"], name="meetings_item_once"),
        ]
        indexes = [
            models.Index(fields=["zone", "meeting", "order"], name="meetings_item_order"),
            models.Index(fields=["zone", "subject_id"], name="meetings_item_subject"),
            models.Index(
                fields=["zone", "series"], condition=Q(meeting__isnull=True), name="meetings_item_backlog"
            ),
        ]
        ordering = ["order", "id"]
        verbose_name = _("agenda item")

    def __str__(self) -> str:
        return self.title

    @property
    def is_settled(self) -> bool:
        """Nothing has to be done with it any more in this meeting."""
        return bool(self.outcome) or self.dropped or self.moved_to_id is not None


class Resolution(ZonedModel):
    """What was resolved on an item: typed once, and a matter with a lead unit and a date from then on."""

    append_only = True

    item = ZoneForeignKey(AgendaItem, models.PROTECT, related_name="resolutions")
    meeting = ZoneForeignKey(Meeting, models.PROTECT, related_name="resolutions")
    matter = ZoneForeignKey(Matter, models.PROTECT, related_name="resolutions")
    place = models.PositiveIntegerField()
    text = models.TextField(_("resolution"))
    lead_unit = ZoneForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("lead unit"))
    due_on = models.DateField(_("due on"))
    passed_by = models.CharField(max_length=150)
    # Given by the sender, so that a resolution sent twice is one.
    client_key = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "meeting", "place"], name="meetings_resolution_place"),
            models.UniqueConstraint(fields=["zone", "matter"], name="meetings_resolution_matter"),
            models.UniqueConstraint(fields=["zone", "client_key"], name="meetings_resolution_key"),
        ]
        indexes = [models.Index(fields=["zone", "item"], name="meetings_resolution_by_item")]
        ordering = ["place"]
        verbose_name = _("resolution")

    def __str__(self) -> str:
        return self.text[:120]


class Attendance(ZonedModel):
    """A unit's seat at a meeting: who came, where, or who came instead."""

    meeting = ZoneForeignKey(Meeting, models.CASCADE, related_name="attendances")
    order = models.PositiveIntegerField(default=0)
    unit = ZoneForeignKey(Unit, models.PROTECT, related_name="+", null=True)
    person = ZoneForeignKey(Person, models.PROTECT, related_name="+", null=True)
    name = models.CharField(_("who"), max_length=60, blank=True)
    venue = models.CharField(_("venue"), max_length=80, blank=True)
    presence = models.CharField(_("attendance"), max_length=8, choices=Presence)
    substitute = models.CharField(_("came instead"), max_length=60, blank=True)
    sits_in = models.BooleanField(_("sits in"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "meeting", "unit", "name"], name="meetings_attendance_once"
            )
        ]
        ordering = ["sits_in", "order", "id"]
        verbose_name = _("attendance")

    def __str__(self) -> str:
        return self.name or str(self.unit)
