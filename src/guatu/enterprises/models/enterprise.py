"""The register: an enterprise, the names it bore, and whom to speak to there."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guatu.core.zoned import VersionedModel, ZonedModel, ZoneForeignKey
from guatu.enterprises.choices import EnterpriseStatus
from guatu.organization.models import Person, Unit


class Enterprise(VersionedModel):
    """An enterprise of the zone. `unit` is the territorial unit that serves it; the point is in CGCS2000 (degrees).

    `grid_id`, `grid_label`: the grid in which the point lies, as it was when the point was set.
    """

    name = models.CharField(pgettext_lazy("of an enterprise", "name"), max_length=100)
    credit_code = models.CharField(_("unified social credit code"), max_length=18, blank=True)
    unit = ZoneForeignKey(
        Unit, models.PROTECT, related_name="enterprises", verbose_name=_("territorial unit")
    )
    industry_code = models.CharField(_("industry (GB/T 4754)"), max_length=5, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True)
    latitude = models.DecimalField(_("latitude"), max_digits=9, decimal_places=6, null=True)
    grid_id = models.UUIDField(null=True)
    grid_label = models.CharField(_("grid"), max_length=100, blank=True)
    liaison = ZoneForeignKey(
        Person, models.PROTECT, related_name="enterprises", null=True, verbose_name=_("liaison")
    )
    liaison_since = models.DateField(_("liaison since"), null=True)
    status = models.CharField(
        _("status"), max_length=10, choices=EnterpriseStatus, default=EnterpriseStatus.OPERATING
    )
    closed_on = models.DateField(_("closed on"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "name"], name="enterprises_name"),
            models.UniqueConstraint(
                fields=["zone", "credit_code"],
                condition=~Q(credit_code=""),
                name="enterprises_credit_code",
            ),
            models.CheckConstraint(
                condition=Q(status="closed", closed_on__isnull=False)
                | Q(status="operating", closed_on__isnull=True),
                name="enterprises_closed",
            ),
            models.CheckConstraint(
                condition=Q(longitude__isnull=True, latitude__isnull=True)
                | Q(longitude__range=(73, 136), latitude__range=(3, 54)),
                name="enterprises_place",
            ),
        ]
        indexes = [
            models.Index(fields=["zone", "unit", "status"], name="enterprises_by_unit"),
            models.Index(fields=["zone", "liaison"], name="enterprises_by_liaison"),
            GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="enterprises_name_words"),
        ]
        ordering = ["name"]
        verbose_name = _("enterprise")

    def __str__(self) -> str:
        return self.name

    @property
    def is_closed(self) -> bool:
        return self.status == EnterpriseStatus.CLOSED


class EnterpriseName(ZonedModel):
    """A name that the enterprise bore, with its last day."""

    enterprise = ZoneForeignKey(Enterprise, models.CASCADE, related_name="former_names")
    name = models.CharField(pgettext_lazy("of an enterprise", "name"), max_length=100)
    valid_to = models.DateField(_("to"))

    class Meta:
        indexes = [models.Index(fields=["zone", "enterprise"], name="enterprises_names")]
        ordering = ["-valid_to"]
        verbose_name = _("former name")

    def __str__(self) -> str:
        return self.name


class Contact(VersionedModel):
    """Somebody to speak to at an enterprise; no account, no post."""

    historic = False  # who was removed is gone: personal data is kept no longer than it is needed

    enterprise = ZoneForeignKey(Enterprise, models.CASCADE, related_name="contacts")
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=50)
    role = models.CharField(pgettext_lazy("at an enterprise", "role"), max_length=50, blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)

    class Meta:
        indexes = [models.Index(fields=["zone", "enterprise"], name="enterprises_contacts")]
        ordering = ["name"]
        verbose_name = _("contact")

    def __str__(self) -> str:
        """What the record calls it: personal data that can be removed does not stand in what cannot be changed."""
        return self.role or "—"
