"""The tree of units, and who holds which post when.

Everything here is a reference table: small, read by every query, copied to every node of a cluster.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guatu.core.clock import now
from guatu.core.zoned import VersionedModel, ZonedModel, ZoneForeignKey
from guatu.organization.choices import AliasKind, AppointmentKind, MemberRole, TerritoryKind, UnitType
from guatu.organization.roles import role_choices


class Unit(VersionedModel):
    """A unit of the zone: department, park, town, company, village … The root is the zone's own authority."""

    distribution = "reference"

    name = models.CharField(_("name"), max_length=100)
    short_name = models.CharField(_("short name"), max_length=30, blank=True)
    code = models.CharField(_("code"), max_length=32)
    type = models.CharField(_("type"), max_length=20, choices=UnitType)
    parent = ZoneForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    order = models.PositiveIntegerField(_("order"), default=0)
    # From `opened_on` to the day before `closed_on`; None is open.
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "code"], name="organization_unit_code"),
            models.UniqueConstraint(
                fields=["zone"], condition=Q(parent__isnull=True), name="organization_unit_one_root"
            ),
        ]
        ordering = ["order", "code"]
        verbose_name = _("unit")

    def __str__(self) -> str:
        return self.name


class UnitAlias(ZonedModel):
    """Another name of a unit, with the days from and to which it was in use (both within; None is open).

    A former name *was* the unit's name in its days; any other stood, or stands, beside it.
    """

    distribution = "reference"

    unit = ZoneForeignKey(Unit, models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=10, choices=AliasKind, default=AliasKind.OTHER)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="organization_alias_dates",
            )
        ]
        verbose_name = _("alias")

    def __str__(self) -> str:
        return self.name


class UnitTerritory(ZonedModel):
    """A division code of a unit: where it is registered, counted, or managed (GB/T 2260; 统计区划 12 digits)."""

    distribution = "reference"

    unit = ZoneForeignKey(Unit, models.CASCADE, related_name="territories")
    kind = models.CharField(_("kind"), max_length=15, choices=TerritoryKind)
    code = models.CharField(_("division code"), max_length=12)
    name = models.CharField(_("name"), max_length=100, blank=True)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^\d{6}(\d{3}(\d{3})?)?$"), name="organization_territory_code"
            )
        ]
        verbose_name = _("territory")

    def __str__(self) -> str:
        return self.code


class Person(VersionedModel):
    """Somebody who can hold posts. `user` is how they sign in, if they do."""

    distribution = "reference"

    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=50)
    mobile = models.CharField(_("mobile"), max_length=20, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="persons"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "user"], name="organization_person_user")]
        ordering = ["name"]
        verbose_name = _("person")

    def __str__(self) -> str:
        return self.name


class Post(VersionedModel):
    """A post in a unit, with the roles whose powers it carries over the unit and all below it."""

    distribution = "reference"

    unit = ZoneForeignKey(Unit, models.PROTECT, related_name="posts")
    title = models.CharField(pgettext_lazy("of a post", "title"), max_length=60)
    roles = ArrayField(
        models.CharField(max_length=30, choices=role_choices), default=list, verbose_name=_("roles")
    )
    order = models.PositiveIntegerField(_("order"), default=0)
    # The first day on which the post is no more.
    abolished_on = models.DateField(_("abolished on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "unit", "title"], name="organization_post_title")
        ]
        ordering = ["order", "title"]
        verbose_name = _("post")

    def __str__(self) -> str:
        return f"{self.unit.name} {self.title}"


class Appointment(VersionedModel):
    """A person holding a post from `valid_from` to `valid_to` (both within; None is open)."""

    distribution = "reference"

    person = ZoneForeignKey(Person, models.PROTECT, related_name="appointments")
    post = ZoneForeignKey(Post, models.PROTECT, related_name="appointments")
    kind = models.CharField(_("kind"), max_length=12, choices=AppointmentKind, default=AppointmentKind.FULL)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)
    source = models.CharField(pgettext_lazy("of an appointment", "source"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="organization_appointment_dates",
            )
        ]
        ordering = ["-valid_from"]
        verbose_name = _("appointment")

    def __str__(self) -> str:
        return f"{self.person} · {self.post}"


class SignInRulesVersion(VersionedModel):
    """One version of what the zone asks of whoever signs in; a change is a new version, the old one stays."""

    distribution = "reference"

    number = models.PositiveIntegerField(_("version"))
    factor_roles = ArrayField(
        models.CharField(max_length=30, choices=role_choices),
        default=list,
        blank=True,
        verbose_name=_("roles that need a second factor"),
    )
    idle_minutes = models.PositiveSmallIntegerField(_("signed out after minutes without use"))
    session_hours = models.PositiveSmallIntegerField(_("signed out after hours at the latest"))
    password_length = models.PositiveSmallIntegerField(_("characters of a password at least"))
    password_classes = models.PositiveSmallIntegerField(_("kinds of characters at least"))
    password_days = models.PositiveSmallIntegerField(_("days until a password must be changed"))
    reason = models.CharField(_("reason"), max_length=300)
    in_force_from = models.DateField(_("in force from"))
    chosen_by = models.CharField(max_length=150)
    chosen_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "number"], name="organization_sign_in_rules_number")
        ]
        ordering = ["-number"]
        verbose_name = _("sign-in rules")

    def __str__(self) -> str:
        return str(self.number)


class TaskForce(VersionedModel):
    """A task force 专班: a team from several units, attached to a project or a topic."""

    distribution = "reference"

    name = models.CharField(_("name"), max_length=100)
    unit = ZoneForeignKey(Unit, models.PROTECT, related_name="task_forces")
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "name"], name="organization_task_force_name")]
        ordering = ["name"]
        verbose_name = _("task force")

    def __str__(self) -> str:
        return self.name


class TaskForceMember(ZonedModel):
    """Somebody in a task force, sent by a unit."""

    distribution = "reference"

    task_force = ZoneForeignKey(TaskForce, models.CASCADE, related_name="members")
    person = ZoneForeignKey(Person, models.PROTECT, related_name="task_force_seats")
    unit = ZoneForeignKey(Unit, models.PROTECT, related_name="+", null=True, blank=True)
    role = models.CharField(_("role"), max_length=10, choices=MemberRole, default=MemberRole.MEMBER)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        ordering = ["role", "valid_from"]
        verbose_name = _("member")

    def __str__(self) -> str:
        return str(self.person)
