"""Calendars that people subscribe to from other programs."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guatu.core.clock import now
from guatu.core.zoned import VersionedModel, ZoneForeignKey
from guatu.feeds.choices import FeedContent
from guatu.organization.models import Person, Unit
from guatu.projects.models.project import Project


class CalendarFeed(VersionedModel):
    """A calendar by a secret link, because calendar programs cannot sign in. Only a hash of its token is kept.

    What it shows is decided each time it is read, by what its owner may see at that moment.
    """

    historic = False

    person = ZoneForeignKey(Person, models.CASCADE, related_name="+")
    content = models.CharField(_("content"), max_length=10, choices=FeedContent)
    unit = ZoneForeignKey(
        Unit, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    project = ZoneForeignKey(
        Project, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("project")
    )
    reminds = models.BooleanField(_("with reminders"), default=False)
    # Calendar programs ask in no particular language.
    language = models.CharField(_("language"), max_length=10)
    token_hash = models.CharField(max_length=64)
    issued_at = models.DateTimeField(_("issued at"), default=now)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)
    last_read_at = models.DateTimeField(_("last read"), null=True)
    # What it said when it was last read, and since when it has said so.
    content_hash = models.CharField(max_length=64, blank=True)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "token_hash"], name="feeds_calendar_token"),
            models.CheckConstraint(
                condition=Q(content="unit", unit__isnull=False, project__isnull=True)
                | Q(content="project", project__isnull=False, unit__isnull=True)
                | Q(content__in=["mine", "meetings"], unit__isnull=True, project__isnull=True),
                name="feeds_calendar_content",
            ),
        ]
        indexes = [models.Index(fields=["zone", "person"], name="feeds_calendars")]
        ordering = ["issued_at"]
        verbose_name = _("calendar feed")

    def __str__(self) -> str:
        about = self.unit or self.project
        return f"{self.get_content_display()} – {about}" if about is not None else self.get_content_display()
