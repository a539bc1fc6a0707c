"""Kinds and states of meetings, agenda items, attendance, visits and reviews."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SeriesKind(TextChoices):
    """What a series of meetings is for."""

    PROJECTS = "projects", _("project meeting")
    DISPATCH = "dispatch", _("dispatch and coordination meeting")
    COMMITTEE = "committee", _("working committee meeting")
    OFFICE = "office", _("director's office meeting")
    MOBILIZATION = "mobilization", _("mobilization meeting")
    OTHER = "other", pgettext_lazy("kind of meeting", "other")


class Cadence(TextChoices):
    """How often a series meets."""

    WEEKLY = "weekly", _("every week")
    MONTHLY = "monthly", _("every month")
    NONE = "none", _("when it is called")


class MeetingStatus(TextChoices):
    """Where a meeting stands. The last two have no next step."""

    DRAFT = "draft", pgettext_lazy("a meeting", "draft")
    OPEN = "open", pgettext_lazy("a meeting", "called")
    RUNNING = "running", pgettext_lazy("a meeting", "in session")
    CLOSED = "closed", pgettext_lazy("a meeting", "closed")
    CANCELLED = "cancelled", pgettext_lazy("a meeting", "cancelled")


class MeetingMove(TextChoices):
    """What somebody can do with a meeting."""

    EDIT_AGENDA = "edit_agenda", _("change the agenda")
    OPEN = "open", _("send out the agenda")
    START = "start", _("begin the meeting")
    ATTEND = "attend", _("record who is there")
    DISCUSS = "discuss", _("discuss an item")
    RESOLVE = "resolve", _("pass a resolution")
    CLOSE = "close", _("close the meeting")
    MOVE = "move", _("move the meeting")
    CANCEL = "cancel", _("cancel the meeting")


class ItemKind(TextChoices):
    """Why something stands on an agenda. The order is the order of the meeting."""

    PROMISE = "promise", _("last time's promise")
    RED = "red", _("red project")
    MATTER = "matter", _("matter at its limit")
    HELP = "help", _("request to coordinate")
    YELLOW = "yellow", _("yellow project")
    BACKLOG = "backlog", _("from the backlog")
    FREE = "free", _("further item")


class ItemOutcome(TextChoices):
    """What came of an item."""

    INFORMATION = "information", pgettext_lazy("an agenda item", "noted")
    DECISION = "decision", _("decided")
    WORK_ITEM = "work_item", _("assigned")


class Presence(TextChoices):
    PRESENT = "present", pgettext_lazy("at a meeting", "present")
    LEAVE = "leave", pgettext_lazy("at a meeting", "on leave")
    ABSENT = "absent", pgettext_lazy("at a meeting", "absent")


class VisitKind(TextChoices):
    """A leader on the site each week, or several departments together each month."""

    SUPERVISION = "supervision", _("weekly supervision visit")
    JOINT = "joint", _("monthly joint visit")


class Cause(TextChoices):
    """Why the plan of a week was not kept; one list, so that causes can be counted."""

    NONE = "none", _("plan kept")
    LAND = "land", _("land and demolition")
    PERMIT = "permit", _("permits")
    MONEY = "money", _("money")
    DESIGN = "design", _("design")
    BUILDER = "builder", _("builder and labour")
    SUPPLY = "supply", _("materials and equipment")
    UTILITIES = "utilities", _("water, power and gas")
    WEATHER = "weather", _("weather")
    OWNER = "owner", _("decision of the owner")
    OTHER = "other", pgettext_lazy("cause", "other")
