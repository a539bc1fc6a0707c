"""What a calendar feed can hold."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FeedContent(TextChoices):
    MINE = "mine", _("milestones of the projects I answer for")
    UNIT = "unit", _("milestones of a unit")
    PROJECT = "project", _("milestones of one project")
    MEETINGS = "meetings", _("meetings")
