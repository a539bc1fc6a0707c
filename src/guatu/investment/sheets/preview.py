"""What an import would do, without doing it."""

from guatu.core.actor import Actor
from guatu.core.errors import Fault, NotAllowed
from guatu.investment.policies import IMPORT, may_import_deals
from guatu.investment.sheets.known import read_known_deals
from guatu.investment.sheets.outcome import DealOutcome, Fate, judge
from guatu.investment.sheets.rows import DealRows


def preview_deals(*, actor: Actor, deals: DealRows) -> DealOutcome:
    """Compare with what is known; only reads."""
    if not may_import_deals(actor):
        raise NotAllowed(IMPORT)
    known = read_known_deals(actor.zone_id)
    outcome = DealOutcome()
    for row in deals.rows:
        judged = judge(row, deals.reads, known)
        if judged.warning:
            outcome.warnings.append(Fault(str(row.row), judged.warning, "kept"))
        if judged.fate is Fate.NEW:
            outcome.created += 1
        elif judged.fate in (Fate.MOVES, Fate.CHANGES):
            outcome.updated += 1
        else:
            outcome.unchanged += 1
    return outcome
