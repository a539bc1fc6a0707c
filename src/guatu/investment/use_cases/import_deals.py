"""Take in a sheet of prospects or agreements that has been read from a workbook: all of it, or nothing."""

from typing import Any

from guatu.core.actor import Actor
from guatu.core.errors import Fault
from guatu.core.locks import one_at_a_time
from guatu.core.use_case import change, record, use_case
from guatu.investment.choices import Basis, DealSheet, Stage
from guatu.investment.events import AgreementSigned, DealsImported, ProspectEdited, ProspectMoved
from guatu.investment.models.agreements import Agreement
from guatu.investment.models.prospects import Prospect, StageChange
from guatu.investment.policies import may_import_deals
from guatu.investment.sheets.compare import DealDifferences, said_amounts, said_values
from guatu.investment.sheets.known import KnownDeals, read_known_deals
from guatu.investment.sheets.outcome import DealOutcome, Fate, judge
from guatu.investment.sheets.rows import DealRow, DealRows
from guatu.investment.stage_moves import write_move
from guatu.organization.selectors import root_unit
from guatu.projects.choices import CapitalOrigin, Precision


@use_case(may=may_import_deals)
def import_deals(*, actor: Actor, deals: DealRows, file_name: str) -> DealOutcome:
    """Enter what is new, move and change what the sheet says otherwise, leave the rest alone.

    Importing the same sheet again changes nothing. A person who is named and not in the register stays a remark.
    """
    one_at_a_time("investment.names", actor.zone_id)
    work = _Import(actor, deals, read_known_deals(actor.zone_id), file_name)
    for row in deals.rows:
        work.take(row)
    outcome = work.outcome
    if work.last is not None:
        record(
            DealsImported(
                zone_id=actor.zone_id,
                file=file_name,
                reads=str(deals.reads),
                created=outcome.created,
                updated=outcome.updated,
                unchanged=outcome.unchanged,
            ),
            subject=work.last,
        )
    return outcome


class _Import:
    """One import under way."""

    def __init__(self, actor: Actor, deals: DealRows, known: KnownDeals, file_name: str) -> None:
        self.actor, self.deals, self.known, self.file_name = actor, deals, known, file_name
        self.outcome = DealOutcome()
        self.unit = root_unit(actor.zone_id)
        self.last: Prospect | None = None

    def take(self, row: DealRow) -> None:
        judged = judge(row, self.deals.reads, self.known)
        if judged.warning:
            self.outcome.warnings.append(Fault(str(row.row), judged.warning, "kept"))
        match judged.fate:
            case Fate.NEW:
                self.last = self._create(row)
                self.outcome.created += 1
            case Fate.MOVES:
                self.last = self._move(row, judged.found)
                self.outcome.updated += 1
            case Fate.CHANGES:
                self.last = self._change(row, judged.found)
                self.outcome.updated += 1
            case Fate.SAME | Fate.KEPT:
                self.outcome.unchanged += 1

    def _create(self, row: DealRow) -> Prospect:
        signed = self.deals.reads is DealSheet.AGREEMENTS and row.signed_on is not None
        day = row.signed_on.day if signed and row.signed_on is not None else self.deals.as_of
        stage = Stage.SIGNED if signed else Stage.NEGOTIATING
        precision = row.signed_on.precision if signed and row.signed_on else Precision.DAY
        values = {"capital_origin": CapitalOrigin.DOMESTIC} | said_values(row)
        prospect = Prospect.objects.create(
            zone_id=self.actor.zone_id,
            name=row.name[:150],
            unit=self.unit,
            person=self.known.person(row.person),
            basis=Basis.WORKBOOK,
            stage=stage,
            stage_since=day,
            **values,
        )
        StageChange.objects.create(
            zone_id=self.actor.zone_id,
            prospect=prospect,
            stage=stage,
            on=day,
            precision=precision,
            by_name=self.actor.name,
        )
        self.known.prospects[row.name] = prospect
        if signed:
            self._sign(prospect, row)
        else:
            record(
                ProspectMoved(zone_id=prospect.zone_id, prospect_id=prospect.id, stage=str(stage), on=day),
                subject=prospect,
                reason=self.file_name,
            )
        return prospect

    def _move(self, row: DealRow, found: DealDifferences) -> Prospect:
        prospect = self.known.prospects[row.name]
        signed = row.signed_on if self.deals.reads is DealSheet.AGREEMENTS else None
        stage = Stage.NEGOTIATING if signed is None else Stage.SIGNED
        day = max(self.deals.as_of, prospect.stage_since) if signed is None else signed.day
        precision = Precision.DAY if signed is None else signed.precision
        changes = write_move(self.actor, prospect, stage, day, precision=precision, **found.prospect)
        if signed is not None:
            self._sign(prospect, row, changes)
        else:
            record(
                ProspectMoved(zone_id=prospect.zone_id, prospect_id=prospect.id, stage=str(stage), on=day),
                subject=prospect,
                changes=changes,
                reason=self.file_name,
            )
        return prospect

    def _sign(self, prospect: Prospect, row: DealRow, changes: dict[str, Any] | None = None) -> None:
        if row.signed_on is None:
            return
        agreement, _created = Agreement.objects.update_or_create(
            zone_id=prospect.zone_id,
            prospect=prospect,
            defaults={
                "signed_on": row.signed_on.day,
                "signed_on_precision": row.signed_on.precision,
                "basis": Basis.WORKBOOK,
                **said_amounts(row),
            },
        )
        record(
            AgreementSigned(zone_id=prospect.zone_id, prospect_id=prospect.id, signed_on=row.signed_on.day),
            subject=agreement,
            changes=changes or {},
            about=(prospect.id,),
            reason=self.file_name,
        )

    def _change(self, row: DealRow, found: DealDifferences) -> Prospect:
        prospect = self.known.prospects[row.name]
        changes = change(prospect, **found.prospect)
        agreement = self.known.agreements.get(prospect.id)
        if agreement is not None:
            changes |= change(agreement, **found.agreement)
        record(
            ProspectEdited(zone_id=prospect.zone_id, prospect_id=prospect.id),
            subject=prospect,
            changes=changes,
            reason=self.file_name,
        )
        return prospect
