"""Publish a ranking of the zones below: from then on its numbers stay, and each zone is told its own place."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import Fault, InvalidInput, Refused
from guatu.core.locks import one_at_a_time
from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.core.use_case import record, use_case
from guatu.leagues.rules.book import Book, faults_of, to_json
from guatu.leagues.snapshot import formulas_of, read_moment
from guatu.leagues.wording import fault_text
from guatu.zones.events import RankingPublished
from guatu.zones.models import RankingWithdrawal, ZoneRanking, ZoneRankingLine
from guatu.zones.policies import may_publish_ranking
from guatu.zones.selectors.below import zones_below
from guatu.zones.selectors.ranking import Standing, standings
from guatu.zones.selectors.table import figures_across


@use_case(may=may_publish_ranking)
def publish_ranking(
    *, actor: Actor, title: str, period: str, book: Book, corrects: ZoneRanking | None = None
) -> ZoneRanking:
    """The values are read now, each zone by its own clock. `corrects`: a withdrawn one whose place it takes.

    Raises `InvalidInput` (`title`, `period`, `<key>.figure`, and the places of `leagues.rules.book.faults_of`),
    `NotFound` where the actor's zone is no city or province, and `Refused`: no zone can be ranked (`nobody`), the
    period has not begun (`too_early`), what it corrects is still in force (`in_force`) or was corrected (`corrected`).
    """
    upper = Zone.objects.get(id=actor.zone_id)
    below = zones_below(actor=actor, upper=upper)
    over = Period.parse(period)
    faults = [Fault(place, fault_text(place, code)) for place, code in faults_of(book).items()]
    faults += _figure_faults(book, over)
    if not title.strip():
        faults.append(Fault("title", _("Say what is ranked.")))
    if faults:
        raise InvalidInput(faults)
    if over.first > today(upper):
        raise Refused(_("The period has not begun yet."), code="too_early")
    if corrects is not None:
        _require_withdrawn(corrects, actor)
    lines = standings(below, book, over)
    ranked = sum(1 for line in lines if line.place is not None)
    if not ranked:
        raise Refused(_("Nothing is known of any of the zones, so none can be ranked."), code="nobody")
    ranking = ZoneRanking.objects.create(
        zone_id=upper.id,
        title=title.strip(),
        period=over.text,
        definition=to_json(book),
        formulas=formulas_of(book, upper.id),
        as_of=read_moment(),
        published_on=today(upper),
        published_by=actor.name,
        corrects=corrects,
    )
    ZoneRankingLine.objects.bulk_create([_line(ranking, line, ranked) for line in lines])
    record(
        RankingPublished(zone_id=upper.id, ranking_id=ranking.id, period=over.text, ranked=ranked),
        subject=ranking,
        about=(corrects.id,) if corrects is not None else (),
    )
    return ranking


def _require_withdrawn(ranking: ZoneRanking, actor: Actor) -> None:
    """Raises `Refused`."""
    one_at_a_time("zones.ranking", ranking.id)
    if not RankingWithdrawal.objects.filter(zone_id=actor.zone_id, ranking=ranking).exists():
        raise Refused(_("This ranking is in force. Withdraw it first."), code="in_force")
    if ZoneRanking.objects.filter(zone_id=actor.zone_id, corrects=ranking).exists():
        raise Refused(_("This ranking was corrected already."), code="corrected")


def _line(ranking: ZoneRanking, line: Standing, ranked: int) -> ZoneRankingLine:
    return ZoneRankingLine(
        zone_id=ranking.zone_id,
        ranking=ranking,
        ranked=line.zone,
        ranked_name=line.zone.name,
        city_name=line.city.name if line.city else "",
        place=line.place,
        of=ranked,
        total=line.scored.total if line.place is not None else None,
        unranked=line.scored.unranked or "",
        day=line.day,
        cells={
            key: {**cell.as_json(), "score": _text(line.scored.scores.get(key))}
            for key, cell in line.cells.items()
        },
    )


def _text(score: Decimal | None) -> str | None:
    return None if score is None else str(score)


def _figure_faults(book: Book, period: Period) -> list[Fault]:
    """Whether each figure can be told over several zones, for such a period."""
    told = {figure.name for figure in figures_across(period)}
    text = _("Not told over several zones for such a period.")
    return [Fault(f"{one.key}.figure", text) for one in book.criteria if one.figure not in told]
