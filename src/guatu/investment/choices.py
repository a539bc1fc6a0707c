"""Stages and kinds in investment promotion."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(TextChoices):
    """How far a prospect has come; `rules.stages` says which moves there are."""

    LEAD = "lead", pgettext_lazy("a prospect", "lead")
    NEGOTIATING = "negotiating", pgettext_lazy("a prospect", "in negotiation")
    SIGNED = "signed", pgettext_lazy("a prospect", "signed")
    LANDED = "landed", pgettext_lazy("a prospect", "landed")
    DROPPED = "dropped", pgettext_lazy("a prospect", "dropped")


class Route(TextChoices):
    """The three combinations 三个结合 by which a prospect comes."""

    PPP = "ppp", _("PPP")
    FUND = "fund", _("industrial fund")
    PARK = "park", _("park construction")


class Basis(TextChoices):
    """What an entry rests on, so that nobody takes a number out of an article for a record."""

    RECORD = "record", _("own record")
    WORKBOOK = "workbook", _("office workbook")
    STATED = "stated", _("as a publication states it")
    INVENTED = "invented", _("invented for the demonstration")


class PppLevel(TextChoices):
    PROVINCIAL = "provincial", _("provincial key PPP project")
    MUNICIPAL = "municipal", _("municipal PPP project")
    OTHER = "other", _("other PPP project")


class DealSheet(TextChoices):
    """Which sheet of the office's workbook is read."""

    PROSPECTS = "prospects", _("prospects (in negotiation)")
    AGREEMENTS = "agreements", _("agreements (signed)")


class SheetStatus(TextChoices):
    UPLOADED = "uploaded", _("uploaded")
    COMMITTED = "committed", _("imported")
    DISCARDED = "discarded", _("discarded")
