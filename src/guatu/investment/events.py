"""What happens to prospects, agreements, capital and registers."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ProspectEvent(Event):
    """Base: which prospect."""

    prospect_id: UUID


@dataclass(frozen=True, kw_only=True)
class ProspectRegistered(ProspectEvent):
    name = "investment.prospect.registered"
    sentence = _("registered the prospect")

    stage: str


@dataclass(frozen=True, kw_only=True)
class ProspectEdited(ProspectEvent):
    name = "investment.prospect.edited"
    sentence = _("changed the prospect's entry")


@dataclass(frozen=True, kw_only=True)
class ProspectMoved(ProspectEvent):
    name = "investment.prospect.moved"
    sentence = _("moved the prospect to another stage")

    stage: str
    on: date


@dataclass(frozen=True, kw_only=True)
class AgreementSigned(ProspectEvent):
    name = "investment.agreement.signed"
    sentence = _("recorded the signed agreement")

    signed_on: date


@dataclass(frozen=True, kw_only=True)
class ProspectLanded(ProspectEvent):
    name = "investment.prospect.landed"
    sentence = _("recorded that the prospect has landed")

    on: date
    project_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ProspectHandedOver(ProspectEvent):
    name = "investment.prospect.handed_over"
    sentence = _("put somebody else in charge of the prospect")


@dataclass(frozen=True, kw_only=True)
class ProjectLinked(ProspectEvent):
    name = "investment.project.linked"
    sentence = _("linked the prospect with its project")

    project_id: UUID


@dataclass(frozen=True, kw_only=True)
class CapitalEntered(ProspectEvent):
    """The amount is in the base unit of its currency; below zero where a voucher is taken back."""

    name = "investment.capital.entered"
    sentence = _("entered capital paid in")

    amount: str
    currency: str


@dataclass(frozen=True, kw_only=True)
class RegisterEntryDefined(Event):
    name = "investment.register_entry.defined"
    sentence = _("entered it in a register of investment promotion")


@dataclass(frozen=True, kw_only=True)
class TotalsStated(Event):
    name = "investment.totals.stated"
    sentence = _("kept a total as a source states it")

    statement_id: UUID


@dataclass(frozen=True, kw_only=True)
class DealsImported(Event):
    """A whole sheet went in."""

    name = "investment.deals.imported"
    sentence = _("imported prospects or agreements")

    file: str
    reads: str
    created: int
    updated: int
    unchanged: int


@dataclass(frozen=True, kw_only=True)
class DealsUploaded(Event):
    name = "investment.workbook.uploaded"
    sentence = _("uploaded a workbook")

    sha256: str


@dataclass(frozen=True, kw_only=True)
class DealColumnsMatched(Event):
    name = "investment.workbook_columns.matched"
    sentence = _("matched the columns of a workbook")


@dataclass(frozen=True, kw_only=True)
class DealsTakenIn(Event):
    name = "investment.workbook.committed"
    sentence = _("took in a workbook")

    created: int
    updated: int
    rejected: int


@dataclass(frozen=True, kw_only=True)
class DealsDiscarded(Event):
    name = "investment.workbook.discarded"
    sentence = _("put a workbook aside")
