"""What happens to enterprises, visits and links."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.events import Event


@dataclass(frozen=True, kw_only=True)
class EnterpriseEvent(Event):
    """Base: which enterprise."""

    enterprise_id: UUID


@dataclass(frozen=True, kw_only=True)
class EnterpriseRegistered(EnterpriseEvent):
    name = "enterprises.enterprise.registered"
    sentence = _("registered the enterprise")


@dataclass(frozen=True, kw_only=True)
class EnterpriseEdited(EnterpriseEvent):
    name = "enterprises.enterprise.edited"
    sentence = _("changed the enterprise's entry")


@dataclass(frozen=True, kw_only=True)
class EnterpriseClosed(EnterpriseEvent):
    name = "enterprises.enterprise.closed"
    sentence = _("marked the enterprise as closed")


@dataclass(frozen=True, kw_only=True)
class LiaisonHandedOver(EnterpriseEvent):
    name = "enterprises.liaison.handed_over"
    sentence = _("gave the enterprise another liaison")


@dataclass(frozen=True, kw_only=True)
class ContactAdded(EnterpriseEvent):
    name = "enterprises.contact.added"
    sentence = _("added a contact")


@dataclass(frozen=True, kw_only=True)
class ContactEdited(EnterpriseEvent):
    name = "enterprises.contact.edited"
    sentence = _("changed a contact")


@dataclass(frozen=True, kw_only=True)
class ContactRemoved(EnterpriseEvent):
    name = "enterprises.contact.removed"
    sentence = _("removed a contact")


@dataclass(frozen=True, kw_only=True)
class VisitPlanned(EnterpriseEvent):
    """`past_limit`: whether it comes on top of what the limit on disturbing allows, for a reason that is recorded."""

    name = "enterprises.visit.planned"
    sentence = _("planned a visit")

    visit_id: UUID
    ground: str
    past_limit: bool = False


@dataclass(frozen=True, kw_only=True)
class VisitJoined(EnterpriseEvent):
    name = "enterprises.visit.joined"
    sentence = _("joined a visit")

    visit_id: UUID
    unit_id: UUID


@dataclass(frozen=True, kw_only=True)
class VisitRecorded(EnterpriseEvent):
    name = "enterprises.visit.recorded"
    sentence = _("recorded a visit")

    visit_id: UUID
    findings: int
    solved: int


@dataclass(frozen=True, kw_only=True)
class VisitCancelled(EnterpriseEvent):
    name = "enterprises.visit.cancelled"
    sentence = _("cancelled a visit")

    visit_id: UUID


@dataclass(frozen=True, kw_only=True)
class VisitLimitChosen(Event):
    name = "enterprises.visit_limit.chosen"
    sentence = _("chose the limit on disturbing")

    number: int


@dataclass(frozen=True, kw_only=True)
class AccessLinkIssued(EnterpriseEvent):
    """The token itself is told once, to who issued it, and stands nowhere."""

    name = "enterprises.access_link.issued"
    sentence = _("issued a link to the enterprise")

    link_id: UUID


@dataclass(frozen=True, kw_only=True)
class AccessLinkRevoked(EnterpriseEvent):
    name = "enterprises.access_link.revoked"
    sentence = _("revoked a link of the enterprise")

    link_id: UUID


@dataclass(frozen=True, kw_only=True)
class EnterpriseWorkbookUploaded(Event):
    name = "enterprises.import.uploaded"
    sentence = _("uploaded a workbook of enterprises")

    sha256: str


@dataclass(frozen=True, kw_only=True)
class EnterprisesImported(Event):
    name = "enterprises.import.imported"
    sentence = _("imported enterprises")

    created: int
    changed: int
    unchanged: int
