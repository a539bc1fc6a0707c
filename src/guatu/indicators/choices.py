"""Kinds and states of indicators, readings, entries and checks."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Ledger(TextChoices):
    """Two ledgers that never mix: what the bureau states, and what units enter here."""

    STATISTICAL = "statistical", _("statistical ledger")
    DISPATCH = "dispatch", _("dispatch ledger")


class Direction(TextChoices):
    """Which way is better."""

    UP = "up", _("more is better")
    DOWN = "down", _("less is better")


class Periodicity(TextChoices):
    """How often a value is stated."""

    MONTH = "month", _("every month")
    QUARTER = "quarter", _("every quarter")
    HALF = "half", _("every half-year")
    YEAR = "year", _("every year")


class Level(TextChoices):
    """Whom a value is stated of."""

    ZONE = "zone", _("the whole zone")
    UNITS = "units", _("units")


class Category(TextChoices):
    """The part of the ledger that an indicator stands in. The order is the order of the ledger."""

    ECONOMY = "economy", _("economy as a whole")
    INDUSTRY = "industry", pgettext_lazy("a category of indicators", "industry")
    INVESTMENT = "investment", pgettext_lazy("a category of indicators", "investment")
    TRADE = "trade", _("foreign trade and capital")
    FINANCE = "finance", _("public finance and taxes")
    SERVICES = "services", _("services and consumption")
    INNOVATION = "innovation", _("innovation")
    LIVELIHOOD = "livelihood", _("livelihood and environment")
    OTHER = "other", pgettext_lazy("a category of indicators", "other")


class Qualifier(TextChoices):
    """How exactly a value was stated: 约, 超, 不到, or in words alone (前列, 数十)."""

    EXACT = "exact", pgettext_lazy("a stated value", "exact")
    ABOUT = "about", pgettext_lazy("a stated value", "about")
    OVER = "over", pgettext_lazy("a stated value", "more than")
    UNDER = "under", pgettext_lazy("a stated value", "less than")
    TEXT = "text", pgettext_lazy("a stated value", "in words")


class Origin(TextChoices):
    """Where a value comes from."""

    STATED = "stated", pgettext_lazy("a reading", "stated")
    IMPLIED = "implied", pgettext_lazy("a reading", "implied by the growth stated a year later")
    ENTERED = "entered", pgettext_lazy("a reading", "entered here and approved")


class Operator(TextChoices):
    """How the two sides of a check are to stand to each other."""

    AT_MOST = "<=", "≤"
    AT_LEAST = ">=", "≥"
    EQUAL = "==", "="
    LESS = "<", "<"
    MORE = ">", ">"


class CheckKind(TextChoices):
    """Two expressions compared, or the jump since the period before."""

    COMPARE = "compare", _("left and right compared")
    JUMP = "jump", _("jump since the period before")


class Severity(TextChoices):
    """An error stops the submission; a warning needs a written reason."""

    ERROR = "error", pgettext_lazy("a check", "error")
    WARNING = "warning", pgettext_lazy("a check", "warning")


class EntryStatus(TextChoices):
    """Where a unit's entries for a period stand."""

    DRAFT = "draft", pgettext_lazy("entries", "being filled in")
    SUBMITTED = "submitted", pgettext_lazy("entries", "submitted")
    REVIEWED = "reviewed", pgettext_lazy("entries", "reviewed")
    APPROVED = "approved", pgettext_lazy("entries", "approved")
    RETURNED = "returned", pgettext_lazy("entries", "returned")


class EntryMove(TextChoices):
    """What somebody can do with a unit's entries."""

    SAVE = "save", _("fill in")
    SUBMIT = "submit", pgettext_lazy("entries", "submit")
    REVIEW = "review", pgettext_lazy("entries", "pass the review")
    APPROVE = "approve", pgettext_lazy("entries", "approve")
    RETURN = "return", pgettext_lazy("entries", "return")
    REOPEN = "reopen", pgettext_lazy("entries", "reopen")


class TargetKind(TextChoices):
    """What a target says: an amount for the year to date, a growth, or a place among others."""

    ABSOLUTE = "absolute", pgettext_lazy("a target", "amount")
    GROWTH = "growth", pgettext_lazy("a target", "growth")
    RANK = "rank", pgettext_lazy("a target", "rank")


class Verdict(TextChoices):
    """What an inspection found."""

    OPEN = "open", pgettext_lazy("an inspection", "not judged")
    MET = "met", pgettext_lazy("an inspection", "met")
    PARTLY = "partly", pgettext_lazy("an inspection", "partly met")
    MISSED = "missed", pgettext_lazy("an inspection", "missed")
