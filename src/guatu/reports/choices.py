"""States and kinds of briefings."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BriefingState(TextChoices):
    """Draft → in review → issued; a review may give it back."""

    DRAFT = "draft", pgettext_lazy("of a briefing", "draft")
    REVIEW = "review", pgettext_lazy("of a briefing", "in review")
    ISSUED = "issued", pgettext_lazy("of a briefing", "issued")


class Aim(TextChoices):
    """What a template is written about beside its period."""

    ZONE = "zone", _("the zone")
    UNIT = "unit", _("one unit")
    PROJECT = "project", _("one project")
