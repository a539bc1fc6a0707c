"""Kinds of grids, of the people in them, and of how something came to belong to one."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class GridType(TextChoices):
    """For whom a grid is drawn. Inside one type grids leave no gaps and do not overlap; types lie over each other."""

    SOCIAL = "social", _("social grid")
    ENTERPRISE = "enterprise", _("enterprise grid")
    PROJECT = "project", _("project grid")


class WorkerRole(TextChoices):
    """What somebody is in a grid, in the order of a roster."""

    LEADER = "leader", pgettext_lazy("of a grid", "grid leader")
    WORKER = "worker", pgettext_lazy("of a grid", "grid worker")
    INFORMANT = "informant", pgettext_lazy("of a grid", "informant")


class ChainLevel(TextChoices):
    """The lower levels of the chain of tips 末梢疏通: people without an account.

    Above them stand the grid's worker, its unit, and the unit above."""

    INFORMANT = "informant", pgettext_lazy("of a chain of tips", "informant")
    CENTRAL = "central", _("central household")


class Placement(TextChoices):
    """How an object came to belong to a grid: it lies there, or somebody said so."""

    PLACE = "place", _("by its place")
    HAND = "hand", _("by hand")


class ImportStatus(TextChoices):
    UPLOADED = "uploaded", _("uploaded")
    IMPORTED = "imported", _("imported")
