"""What an import of deals did, or would do; and telling the rows apart."""

from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _

from guatu.core.errors import Fault
from guatu.investment.choices import DealSheet, Stage
from guatu.investment.sheets.compare import DealDifferences, deal_differences
from guatu.investment.sheets.known import KnownDeals
from guatu.investment.sheets.rows import DealRow


@dataclass(slots=True)
class DealOutcome:
    """Counts of rows, and what was kept against the sheet."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    warnings: list[Fault] = field(default_factory=list)


class Fate(StrEnum):
    """What happens with one row."""

    NEW = "new"
    MOVES = "moves"  # a known prospect comes into the sheet's stage
    CHANGES = "changes"
    SAME = "same"
    KEPT = "kept"  # the records say otherwise and stay


@dataclass(frozen=True, slots=True)
class Judged:
    """One row beside what is known."""

    fate: Fate
    found: DealDifferences
    warning: str = ""


def judge(row: DealRow, reads: DealSheet, known: KnownDeals) -> Judged:
    """Compare one row with the records. A sheet never takes a prospect back to an earlier stage."""
    prospect = known.prospects.get(row.name)
    if prospect is None:
        return Judged(Fate.NEW, DealDifferences())
    stage = Stage(prospect.stage)
    if stage is Stage.DROPPED:
        text = _("“%s” was dropped; take it up again first.") % prospect.name
        return Judged(Fate.KEPT, DealDifferences(), text)
    agreement = known.agreements.get(prospect.id)
    if reads is DealSheet.AGREEMENTS and stage in (Stage.LEAD, Stage.NEGOTIATING):
        if row.signed_on is not None and row.signed_on.day < prospect.stage_since:
            text = _("signed before “%(name)s” was talked with (%(day)s); left as it is")
            return Judged(
                Fate.KEPT, DealDifferences(), text % {"name": prospect.name, "day": prospect.stage_since}
            )
        return Judged(Fate.MOVES, deal_differences(row, prospect, None))
    if reads is DealSheet.PROSPECTS and stage is Stage.LEAD:
        return Judged(Fate.MOVES, deal_differences(row, prospect, None))
    if reads is DealSheet.PROSPECTS and stage in (Stage.SIGNED, Stage.LANDED):
        text = _("“%(name)s” is %(stage)s already; left as it is") % {
            "name": prospect.name,
            "stage": stage.label,
        }
        return Judged(Fate.KEPT, DealDifferences(), text)
    found = deal_differences(row, prospect, agreement)
    return Judged(Fate.CHANGES if found else Fate.SAME, found)
