"""States of enterprises and visits, and on what ground somebody comes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EnterpriseStatus(TextChoices):
    OPERATING = "operating", pgettext_lazy("an enterprise", "operating")
    CLOSED = "closed", pgettext_lazy("an enterprise", "closed")


class VisitStatus(TextChoices):
    PLANNED = "planned", pgettext_lazy("a visit", "planned")
    DONE = "done", pgettext_lazy("a visit", "made")
    CANCELLED = "cancelled", pgettext_lazy("a visit", "cancelled")


class VisitGround(TextChoices):
    """Why somebody comes. Only routine visits are counted against the limit on disturbing; the others say why."""

    ROUTINE = "routine", _("routine visit")
    REQUEST = "request", _("the enterprise asked for it")
    URGENT = "urgent", pgettext_lazy("a visit", "urgent")
    EXEMPT = "exempt", _("inspection laid down by law")


class ImportStatus(TextChoices):
    UPLOADED = "uploaded", pgettext_lazy("a file", "not imported")
    IMPORTED = "imported", pgettext_lazy("a file", "imported")


class CreditCodeFault(TextChoices):
    """What is wrong with a unified social credit code; the last is only a warning."""

    LENGTH = "length", _("expected 18 characters; I, O, S, V and Z are never among them")
    ALPHABET = "alphabet", _("I, O, S, V, Z and signs are never part of such a code")
    FIRST = "first", _("expected 1–9, A, N or Y as the first character (the registering department)")
    DIVISION = "division", _("expected six digits from the third to the eighth character (the division)")
    CHECK = "check", _("the last character does not fit the others: look for a slip of the pen")
    INNER = "inner", _("the check character of the organisation code within it does not fit (GB 11714)")
