"""Kinds and states of league tables."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Audience(TextChoices):
    """Who may read a published table."""

    EVERYBODY = "everybody", _("everybody who works in the zone")
    RANKED = "ranked", _("the units that are ranked, and posts over the whole zone")
    OFFICE = "office", _("posts over the whole zone")


class Grouping(TextChoices):
    """Who is compared with whom."""

    TYPE = "type", _("units of the same type")
    NAMED = "named", _("groups with named members")


class Method(TextChoices):
    """How a value becomes a score."""

    BEST = "best", _("in proportion to the best of the group")
    BASE = "base", _("in proportion to a base value")
    RANK = "rank", _("by place in the group")
    STEPS = "steps", _("by steps")
    BONUS = "bonus", _("points added for each")
    PENALTY = "penalty", _("points taken off for each")


class Missing(TextChoices):
    """What becomes of a unit whose value there is not."""

    ZERO = "zero", _("no value scores nothing")
    UNRANKED = "unranked", _("without a value a unit is not ranked")
    LEFT_OUT = "left_out", _("without a value the criterion is left out and the others weigh more")


class Tie(TextChoices):
    """What holds between equal totals."""

    SHARED = "shared", _("equal totals share a place, and the next is skipped")
    CRITERION = "criterion", _("of equal totals, the one better by a named criterion comes first")


class CutRounding(TextChoices):
    """How a share of the units becomes a number of them."""

    FLOOR = "floor", _("rounded down")
    CEILING = "ceiling", _("rounded up")
    HALF_UP = "half_up", _("rounded half up")


class RunStatus(TextChoices):
    """Where a run stands. A superseded one was corrected by another."""

    DRY = "dry", _("dry run")
    PUBLISHED = "published", pgettext_lazy("a league table", "published")
    SUPERSEDED = "superseded", pgettext_lazy("a league table", "corrected")
    FINAL = "final", pgettext_lazy("a league table", "final")
    DISCARDED = "discarded", pgettext_lazy("a league table", "thrown away")


class Decision(TextChoices):
    """Where a request stands that somebody else decides on."""

    ASKED = "asked", pgettext_lazy("a request", "waits")
    GRANTED = "granted", pgettext_lazy("a request", "granted")
    REFUSED = "refused", pgettext_lazy("a request", "refused")


class WhyUnranked(TextChoices):
    """Why a unit has no place."""

    EXCLUDED = "excluded", _("excluded")
    FEW = "few", _("too few rows")
    NO_VALUE = "no_value", _("no value")
