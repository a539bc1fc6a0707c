"""Series of meetings: their names over time, their rhythm, their members."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from guatu.core.zoned import VersionedModel, ZonedModel, ZoneForeignKey
from guatu.meetings.choices import Cadence, SeriesKind
from guatu.organization.models import Person, Post, Unit


class MeetingSeries(VersionedModel):
    """A series of meetings, numbered on through all its names. `name` is the newest one, see `SeriesName`."""

    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=12, choices=SeriesKind, default=SeriesKind.PROJECTS)
    cadence = models.CharField(_("meets"), max_length=8, choices=Cadence, default=Cadence.WEEKLY)
    # Monday is 1.
    weekday = models.PositiveSmallIntegerField(_("weekday"), default=1)
    month_day = models.PositiveSmallIntegerField(_("day of the month"), default=1)
    starts_at = models.TimeField(_("begins at"))
    starts_on = models.DateField(_("since"))
    first_number = models.PositiveIntegerField(_("first number"), default=1)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    unit = ZoneForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("convened by"))
    venue = models.CharField(_("main venue"), max_length=80)
    branch_venues = ArrayField(
        models.CharField(max_length=80), default=list, blank=True, verbose_name=_("branch venues")
    )
    # Who chairs: a person, or whoever holds a post on the day.
    chair = ZoneForeignKey(
        Person, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("chair")
    )
    chair_post = ZoneForeignKey(
        Post, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("chair by post")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "name"], name="meetings_series_name"),
            models.CheckConstraint(
                condition=Q(weekday__range=(1, 7), month_day__range=(1, 31), first_number__gte=1),
                name="meetings_series_rhythm",
            ),
        ]
        ordering = ["name"]
        verbose_name = _("series of meetings")

    def __str__(self) -> str:
        return self.name

    @property
    def weekday_name(self) -> str:
        return str(WEEKDAYS[self.weekday - 1])


class SeriesName(ZonedModel):
    """What the series was called from `valid_from` on, until the next name."""

    series = ZoneForeignKey(MeetingSeries, models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=80)
    valid_from = models.DateField(_("from"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "series", "valid_from"], name="meetings_series_name_from")
        ]
        ordering = ["valid_from"]
        verbose_name = _("name of a series")

    def __str__(self) -> str:
        return self.name


class SeriesMember(ZonedModel):
    """A unit that attends, or sits in 列席."""

    series = ZoneForeignKey(MeetingSeries, models.CASCADE, related_name="members")
    unit = ZoneForeignKey(Unit, models.PROTECT, related_name="+")
    sits_in = models.BooleanField(_("sits in"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "series", "unit"], name="meetings_series_member")
        ]
        verbose_name = _("member of a series")

    def __str__(self) -> str:
        return str(self.unit)
