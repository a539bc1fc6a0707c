"""Progress: works, reports, money spent in two ledgers, and the proof of start."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from guatu.core.clock import now
from guatu.core.zoned import VersionedModel, ZonedModel, ZoneForeignKey
from guatu.organization.models import Person
from guatu.projects.choices import (
    Ledger,
    LineProcess,
    LineProduct,
    ProofStatus,
    StartKind,
    WorkKind,
    WorkStage,
)
from guatu.projects.models.project import Project


class WorkItem(VersionedModel):
    """A building or a production line, with how far it has come (`share` 0–1)."""

    project = ZoneForeignKey(Project, models.CASCADE, related_name="works")
    kind = models.CharField(_("kind"), max_length=10, choices=WorkKind)
    name = models.CharField(_("name"), max_length=60)
    place = models.CharField(_("place"), max_length=60, blank=True)
    process = models.CharField(_("process"), max_length=12, choices=LineProcess, blank=True)
    product = models.CharField(_("product"), max_length=12, choices=LineProduct, blank=True)
    stage = models.CharField(_("stage"), max_length=14, choices=WorkStage, default=WorkStage.NOT_STARTED)
    floor = models.PositiveSmallIntegerField(_("floor reached"), null=True, blank=True)
    share = models.DecimalField(_("done"), max_digits=5, decimal_places=4, null=True, blank=True)
    as_of = models.DateField(_("as of"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "project", "kind", "name"], name="projects_work_name"),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | (Q(share__gte=0) & Q(share__lte=1)),
                name="projects_work_share",
            ),
        ]
        ordering = ["kind", "name"]
        verbose_name = _("building or line")

    def __str__(self) -> str:
        return self.name


class ProgressReport(VersionedModel):
    """What somebody on the site reports: text, photos (attachments), and what comes next week."""

    project = ZoneForeignKey(Project, models.CASCADE, related_name="reports")
    day = models.DateField(_("as of"))
    text = models.TextField(_("progress"))
    next_plan = models.TextField(_("next week's plan"), blank=True)
    difficulty = models.TextField(_("difficulties"), blank=True)
    share = models.DecimalField(_("done"), max_digits=5, decimal_places=4, null=True, blank=True)
    reporter = ZoneForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reporter_name = models.CharField(max_length=150)
    filed_at = models.DateTimeField(default=now)
    # Given by the phone, so that a report sent twice is one report.
    client_key = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "client_key"],
                condition=Q(client_key__isnull=False),
                name="projects_report_client_key",
            ),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | (Q(share__gte=0) & Q(share__lte=1)),
                name="projects_report_share",
            ),
        ]
        indexes = [models.Index(fields=["zone", "project", "-day"], name="projects_report_day")]
        ordering = ["-day", "-filed_at"]
        verbose_name = _("progress report")

    def __str__(self) -> str:
        return f"{self.project} {self.day}"


class ProgressItem(ZonedModel):
    """The stage of one building or line as a report tells it."""

    report = ZoneForeignKey(ProgressReport, models.CASCADE, related_name="items")
    work = ZoneForeignKey(WorkItem, models.CASCADE, related_name="history")
    stage = models.CharField(max_length=14, choices=WorkStage)
    floor = models.PositiveSmallIntegerField(null=True)
    share = models.DecimalField(max_digits=5, decimal_places=4, null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "report", "work"], name="projects_item_once")]

    def __str__(self) -> str:
        return self.stage


class InvestmentEntry(VersionedModel):
    """Money spent from `first_month` to `last_month` of a year, in yuan, in one ledger.

    Usually one month; a list that only gives “January to June” is one entry of six months. Months of one
    ledger never overlap, so the year to date is a sum.
    """

    project = ZoneForeignKey(Project, models.CASCADE, related_name="investments")
    ledger = models.CharField(_("ledger"), max_length=12, choices=Ledger)
    year = models.PositiveSmallIntegerField(_("year"))
    first_month = models.PositiveSmallIntegerField(_("from month"))
    last_month = models.PositiveSmallIntegerField(_("to month"))
    construction = models.DecimalField(
        _("construction"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    installation = models.DecimalField(
        _("installation"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    equipment = models.DecimalField(_("equipment"), max_digits=18, decimal_places=2, null=True, blank=True)
    other = models.DecimalField(_("other"), max_digits=18, decimal_places=2, null=True, blank=True)
    total = models.DecimalField(_("total"), max_digits=18, decimal_places=2)
    # What the bureau states at the end of `last_month`, statistical ledger only: the base of the next years.
    since_start = models.DecimalField(
        _("since the start of construction"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    source = models.CharField(_("source"), max_length=200, blank=True)
    late_reason = models.CharField(_("reason of late entry"), max_length=200, blank=True)
    entered_by = models.CharField(max_length=150)
    entered_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="projects_investment_months",
                expressions=[
                    ("zone", RangeOperators.EQUAL),
                    ("project", RangeOperators.EQUAL),
                    ("ledger", RangeOperators.EQUAL),
                    ("year", RangeOperators.EQUAL),
                    (
                        Func(F("first_month"), F("last_month"), Value("[]"), function="int4range"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
            models.CheckConstraint(
                condition=Q(first_month__gte=1) & Q(last_month__lte=12) & Q(last_month__gte=F("first_month")),
                name="projects_investment_month_range",
            ),
        ]
        ordering = ["year", "first_month"]
        verbose_name = _("investment entry")

    def __str__(self) -> str:
        months = f"{self.first_month:02}"
        if self.last_month != self.first_month:
            months += f"–{self.last_month:02}"
        return f"{self.project} {self.year}-{months}"


class ReportingMonth(VersionedModel):
    """A month whose investment entry was given another deadline than the rule's, with the reason."""

    year = models.PositiveSmallIntegerField(_("year"))
    month = models.PositiveSmallIntegerField(_("month"))
    open_until = models.DateField(_("open until"))
    reason = models.CharField(_("reason"), max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "year", "month"], name="projects_month_once")]
        verbose_name = _("reporting month")

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"


class StartProof(VersionedModel):
    """The claim that a project has started, with its evidence (attachments) and who verified it."""

    project = ZoneForeignKey(Project, models.CASCADE, related_name="start_proofs")
    kind = models.CharField(_("what was done"), max_length=20, choices=StartKind)
    day = models.DateField(_("day"))
    permit_number = models.CharField(_("construction permit number"), max_length=60, blank=True)
    description = models.TextField(_("description"), blank=True)
    status = models.CharField(_("status"), max_length=10, choices=ProofStatus, default=ProofStatus.FILED)
    filed_by = ZoneForeignKey(Person, models.PROTECT, null=True, related_name="+")
    filed_by_name = models.CharField(max_length=150)
    filed_at = models.DateTimeField(default=now)
    verified_by = ZoneForeignKey(Person, models.PROTECT, null=True, related_name="+")
    verified_by_name = models.CharField(max_length=150, blank=True)
    verified_at = models.DateTimeField(null=True)
    verdict_note = models.TextField(_("note on the verdict"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "project"], condition=Q(status="verified"), name="projects_proof_one_verified"
            )
        ]
        ordering = ["-filed_at"]
        verbose_name = _("proof of start")

    def __str__(self) -> str:
        return f"{self.project} {self.day}"
