"""Kinds of units, territories and appointments."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class UnitType(TextChoices):
    """What a unit is. The order is the order of a roster."""

    ZONE = "zone", _("zone")
    DEPARTMENT = "department", _("department")
    AGENCY = "agency", _("subordinate agency")
    STATE_COMPANY = "state_company", _("state company")
    STATIONED = "stationed", _("stationed unit")
    PARK = "park", _("park")
    TOWN = "town", _("town")
    STREET = "street", _("street")
    VILLAGE = "village", _("village or community")


TERRITORIAL = frozenset({UnitType.ZONE, UnitType.PARK, UnitType.TOWN, UnitType.STREET, UnitType.VILLAGE})


class AliasKind(TextChoices):
    """Why a unit has another name: it was called so officially, or it is called so as well."""

    FORMER = "former", _("former name")
    OTHER = "other", _("other name")


class TerritoryKind(TextChoices):
    """The three territories of one place that must not be mixed."""

    REGISTRATION = "registration", _("registration")
    STATISTICAL = "statistical", _("statistical")
    MANAGING = "managing", _("managing")


class AppointmentKind(TextChoices):
    """How somebody holds a post."""

    FULL = "full", pgettext_lazy("appointment", "full")
    ACTING = "acting", pgettext_lazy("appointment", "acting")
    CONCURRENT = "concurrent", pgettext_lazy("appointment", "concurrent")


class MemberRole(TextChoices):
    """What somebody is in a task force."""

    HEAD = "head", pgettext_lazy("task force", "head")
    DEPUTY = "deputy", pgettext_lazy("task force", "deputy")
    MEMBER = "member", pgettext_lazy("task force", "member")
