"""Rankings of the zones below a city or a province, as they were published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from guatu.api.collections.common import days
from guatu.api.collections.definition import Collection, Filter
from guatu.api.collections.fields import (
    AMOUNT,
    DAY,
    TEXT,
    TRUTH,
    WHOLE,
    Extra,
    Field,
    Schema,
    an_object,
    columns,
    list_of,
    maybe,
)
from guatu.api.zone_documents import line_values
from guatu.core.actor import Actor
from guatu.core.json import to_json
from guatu.core.models import Zone
from guatu.leagues.choices import WhyUnranked
from guatu.zones.models import RankingWithdrawal, ZoneRanking, ZoneRankingLine
from guatu.zones.policies import VIEW
from guatu.zones.selectors.below import looks_down
from guatu.zones.selectors.ranking import rankings, withdrawals

CODED = an_object(code=TEXT, name=TEXT)
WHY: Schema = {"type": "string", "enum": ["", *WhyUnranked.values]}
SCORED = list_of(
    criterion=TEXT,
    figure=TEXT,
    value=maybe(AMOUNT),
    part=maybe(AMOUNT),
    whole=maybe(AMOUNT),
    rows=maybe(WHOLE),
    score=maybe(AMOUNT),
)
# Beside a place: the score, or why there is none, the day of the zone's clock, and what was scored.
STOOD: dict[str, Schema] = {
    "total": maybe(AMOUNT),
    "unranked": WHY,
    "day": DAY,
    "values": SCORED,
}
_CRITERION = list_of(
    key=TEXT,
    figure=TEXT,
    label=TEXT,
    formula=TEXT,
    weight=AMOUNT,
    method=TEXT,
    higher_is_better={"type": "boolean"},
    minimum=WHOLE,
)


def _criteria(ranking: ZoneRanking) -> list[dict[str, Any]]:
    """What counted, called and worked out in the words of that time."""
    return [
        {
            "key": one.key,
            "figure": one.figure,
            "label": (words := ranking.words_of(one.key))["label"],
            "formula": words["words"],
            "weight": to_json(one.weight),
            "method": one.method.value,
            "higher_is_better": one.higher_is_better,
            "minimum": one.minimum,
        }
        for one in ranking.book.criteria
    ]


def _lines(found: Sequence[ZoneRanking], actor: Actor) -> Mapping[UUID, Any]:
    books = {ranking.id: ranking.book for ranking in found}
    told = defaultdict(list)
    rows = ZoneRankingLine.objects.filter(zone_id=actor.zone_id, ranking_id__in=books)
    for line in rows.select_related("ranked"):
        told[line.ranking_id].append(
            {
                "zone": {"code": line.ranked.code, "name": line.ranked_name},
                "city": line.city_name,
                "place": line.place,
                "of": line.of,
                "total": to_json(line.total),
                "unranked": line.unranked,
                "day": line.day.isoformat(),
                "values": line_values(line, books[line.ranking_id]),
            }
        )
    return told


def _withdrawals(found: Sequence[ZoneRanking], actor: Actor) -> Mapping[UUID, Any]:
    return {
        ranking_id: {"on": one.withdrawn_on.isoformat(), "by": one.withdrawn_by, "reason": one.reason}
        for ranking_id, one in withdrawals(found, actor.zone_id).items()
    }


def _in_force(rows: Any, value: bool, zone: Zone) -> Any:
    withdrawn = Exists(RankingWithdrawal.objects.filter(zone_id=zone.id, ranking_id=OuterRef("id")))
    return rows.filter(~withdrawn if value else withdrawn)


RANKINGS = Collection(
    name="zone-rankings",
    about="Rankings of the zones below a city or a province, as they were published.",
    model=ZoneRanking,
    permission=VIEW,
    told_to=looks_down,
    rows=lambda actor: rankings(actor=actor),
    fields=(
        *columns(ZoneRanking, "id title period as_of published_on published_by corrects"),
        Field("criteria", _CRITERION, _criteria),
    ),
    extras=(
        Extra(
            "lines",
            list_of(
                zone=CODED,
                city=TEXT,
                place=maybe(WHOLE),
                of=WHOLE,
                **STOOD,
            ),
            _lines,
            (ZoneRankingLine,),
            empty=[],
        ),
        Extra(
            "withdrawal",
            maybe(an_object(on=DAY, by=TEXT, reason=TEXT)),
            _withdrawals,
            (RankingWithdrawal,),
        ),
    ),
    filters=(
        Filter("in_force", TRUTH, "Not withdrawn.", _in_force),
        Filter("period", TEXT, "Of that period.", lambda rows, value, _zone: rows.filter(period=value)),
        *days("published_on"),
    ),
    past=(ZoneRanking, RankingWithdrawal),
)
