"""Grids, their boundaries in time, who works in them, who stands in for whom, and what belongs to them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guatu.core.clock import now
from guatu.core.zoned import VersionedModel, ZonedModel, ZoneForeignKey
from guatu.grids.choices import ChainLevel, GridType, ImportStatus, Placement, WorkerRole
from guatu.grids.rules.boundaries import DATUM
from guatu.organization.models import Person, Unit


class Grid(VersionedModel):
    """A piece of the zone with people who answer for it. Where it lies on a day says its boundary of that day."""

    code = models.CharField(pgettext_lazy("of a grid", "code"), max_length=32)
    name = models.CharField(_("name"), max_length=100)
    type = models.CharField(_("type"), max_length=12, choices=GridType)
    unit = ZoneForeignKey(Unit, models.PROTECT, related_name="grids", verbose_name=_("territorial unit"))
    # How many households live there; their names are nobody's business here.
    households = models.PositiveIntegerField(_("households"), null=True, blank=True)
    # From `opened_on` to the day before `closed_on`; None is open.
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "code"], name="grids_grid_code"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="grids_grid_dates",
            ),
        ]
        ordering = ["type", "code"]
        verbose_name = _("grid")

    def __str__(self) -> str:
        return self.name


class GridBoundary(ZonedModel):
    """Where a grid lies from `valid_from` to `valid_to` (both within; None is open).

    `geometry` is a GeoJSON Polygon or MultiPolygon in `datum`; the box around it makes look-ups quick.
    """

    grid = ZoneForeignKey(Grid, models.CASCADE, related_name="boundaries")
    geometry = models.JSONField(_("boundary"))
    datum = models.CharField(_("datum"), max_length=12, default=DATUM)
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    area = models.DecimalField(_("area (㎡)"), max_digits=14, decimal_places=1)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "grid"], condition=Q(valid_to__isnull=True), name="grids_boundary_one_open"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="grids_boundary_dates",
            ),
            models.CheckConstraint(
                condition=Q(west__lte=F("east"), south__lte=F("north")), name="grids_boundary_box"
            ),
        ]
        indexes = [models.Index(fields=["zone", "west", "south"], name="grids_boundary_place")]
        ordering = ["-valid_from"]
        verbose_name = _("boundary")

    def __str__(self) -> str:
        return str(self.grid)


class ZoneOutline(VersionedModel):
    """The outer boundary of the zone, against which gaps are looked for. A zone may do without."""

    geometry = models.JSONField(_("boundary"))
    datum = models.CharField(_("datum"), max_length=12, default=DATUM)
    area = models.DecimalField(_("area (㎡)"), max_digits=14, decimal_places=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone"], name="grids_one_outline")]
        verbose_name = _("outer boundary")

    def __str__(self) -> str:
        return str(self.zone)


class GridWorker(VersionedModel):
    """Somebody's work in a grid from `valid_from` to `valid_to` (both within; None is open)."""

    grid = ZoneForeignKey(Grid, models.PROTECT, related_name="workers")
    person = ZoneForeignKey(Person, models.PROTECT, related_name="grid_work")
    role = models.CharField(_("role"), max_length=10, choices=WorkerRole)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="grids_worker_dates",
            )
        ]
        ordering = ["role", "valid_from"]
        verbose_name = _("work in a grid")

    def __str__(self) -> str:
        return f"{self.person} · {self.grid}"


class Substitute(VersionedModel):
    """Who stands in for a worker on leave, from one day to another, both within the worker's own days."""

    worker = ZoneForeignKey(GridWorker, models.CASCADE, related_name="substitutes")
    person = ZoneForeignKey(Person, models.PROTECT, related_name="grid_substitutions")
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="grids_substitute_dates")
        ]
        ordering = ["valid_from"]
        verbose_name = _("substitute")

    def __str__(self) -> str:
        return f"{self.person} · {self.worker}"


class GridObject(VersionedModel):
    """Something that belongs to a grid: an object of an app above, by its kind and id, with its name as of then.

    It belongs to one grid of each type at a time; `type` is the grid's, so that the database can see to it.
    """

    grid = ZoneForeignKey(Grid, models.PROTECT, related_name="objects_in")
    type = models.CharField(_("type"), max_length=12, choices=GridType)
    subject_type = models.CharField(_("kind"), max_length=60)
    subject_id = models.UUIDField()
    name = models.CharField(_("name"), max_length=150)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    placement = models.CharField(_("placed"), max_length=6, choices=Placement)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "subject_type", "subject_id", "type"],
                condition=Q(valid_to__isnull=True),
                name="grids_object_one_grid",
            ),
            models.CheckConstraint(
                condition=Q(lon__isnull=True, lat__isnull=True) | Q(lon__isnull=False, lat__isnull=False),
                name="grids_object_point",
            ),
        ]
        ordering = ["name"]
        verbose_name = _("object in a grid")

    def __str__(self) -> str:
        return self.name


class GridImport(VersionedModel):
    """An uploaded GeoJSON file on its way in."""

    name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(max_length=64)
    storage_name = models.CharField(max_length=255)
    status = models.CharField(_("status"), max_length=10, choices=ImportStatus, default=ImportStatus.UPLOADED)
    # How many grids were created, redrawn or otherwise changed, and left as they were.
    result = models.JSONField(default=dict)
    uploaded_by_id = models.UUIDField(null=True)
    uploaded_by_name = models.CharField(max_length=150)
    uploaded_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["-uploaded_at"]
        verbose_name = _("grid import")

    def __str__(self) -> str:
        return self.name


class HelperTerms(VersionedModel):
    """How many helpers and households are usual in the chain of tips, one version; a change is a new version."""

    distribution = "reference"

    number = models.PositiveIntegerField(_("version"))
    households_least = models.PositiveSmallIntegerField(_("households of an informant, at least"))
    households_most = models.PositiveSmallIntegerField(_("households of an informant, at most"))
    informants_least = models.PositiveSmallIntegerField(_("informants of a central household, at least"))
    informants_most = models.PositiveSmallIntegerField(_("informants of a central household, at most"))
    in_force_from = models.DateField(_("in force from"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    chosen_by = models.CharField(max_length=150)
    chosen_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "number"], name="grids_helper_terms_number"),
            models.CheckConstraint(
                condition=Q(households_most__gte=F("households_least"))
                & Q(informants_most__gte=F("informants_least")),
                name="grids_helper_terms_order",
            ),
        ]
        ordering = ["-number"]
        verbose_name = _("ratios of helpers")

    def __str__(self) -> str:
        return str(self.number)


class ChainHelper(VersionedModel):
    """Somebody in the chain of tips below the grid worker: a central household or an informant, without an account.

    `above` is an informant's central household. `person` is set where they are known as a person too, and hear of tips.
    Of their link only a hash of the token is kept.
    """

    grid = ZoneForeignKey(Grid, models.PROTECT, related_name="chain_helpers")
    level = models.CharField(_("level"), max_length=10, choices=ChainLevel)
    above = ZoneForeignKey("self", models.PROTECT, related_name="below", null=True)
    name = models.CharField(_("name"), max_length=50)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    person = ZoneForeignKey(Person, models.PROTECT, related_name="+", null=True)
    # How many households an informant looks after; whose they are is nobody's business here.
    households = models.PositiveSmallIntegerField(_("households"), null=True)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True)
    token_hash = models.CharField(max_length=64, blank=True)
    # The last day on which the link opens.
    token_until = models.DateField(_("opens until"), null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="grids_helper_dates",
            ),
            models.CheckConstraint(
                condition=Q(level="informant") | Q(above__isnull=True), name="grids_helper_central_is_top"
            ),
            models.UniqueConstraint(
                fields=["zone", "token_hash"], condition=~Q(token_hash=""), name="grids_helper_token"
            ),
        ]
        indexes = [models.Index(fields=["zone", "grid"], name="grids_helper_by_grid")]
        ordering = ["level", "name"]
        verbose_name = _("helper in the chain of tips")

    def __str__(self) -> str:
        """What the record calls them: names that can be taken out do not stand in what cannot be changed."""
        return f"{self.get_level_display()} · {self.grid}"


class Tip(ZonedModel):
    """That a matter came up the chain, and through whom. The matter itself is the loop's."""

    matter_id = models.UUIDField()
    helper = ZoneForeignKey(ChainHelper, models.PROTECT, related_name="tips")
    grid = ZoneForeignKey(Grid, models.PROTECT, related_name="tips")
    raised_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "matter_id"], name="grids_tip_matter")]
        indexes = [models.Index(fields=["zone", "helper", "-raised_at"], name="grids_tip_by_helper")]
        ordering = ["-raised_at"]
        verbose_name = _("tip")

    def __str__(self) -> str:
        return str(self.matter_id)
