"""Rankings of zones: worked out by the rules of league tables, published, frozen, and each told its own place."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.audit.models import Entry
from guatu.core.errors import InvalidInput, NotAllowed, NotFound, Refused
from guatu.leagues.choices import Grouping, Method, Missing
from guatu.leagues.rules.book import Book, Criterion
from guatu.projects.models.project import ProjectYear
from guatu.zones.models import ZoneRankingLine
from guatu.zones.rules.order import by_value
from guatu.zones.selectors.ranking import own_places
from guatu.zones.use_cases.publish_ranking import publish_ranking
from tests.builders import an_actor, console
from tests.zones.province import LISTED, PLAN, RATE, Land, noon
from tests.zones.test_walk_zone_pages import signed_in, text


def rules(*figures: str, weight: int = 100, method: Method = Method.RANK, **more: object) -> Book:
    return Book(
        tuple(
            Criterion(f"c{n}", name, Decimal(weight), method, missing=Missing.UNRANKED, **more)  # type: ignore[arg-type]
            for n, name in enumerate(figures, 1)
        ),
        grouping=Grouping.NAMED,
    )


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with noon():
        yield


def placed(land: Land, book: Book) -> dict[str, int | None]:
    ranking = publish_ranking(actor=console(land.province), title="试验", period="2018", book=book)
    return {line.ranked.code: line.place for line in ZoneRankingLine.objects.filter(ranking=ranking)}


def test_the_best_comes_first_and_the_unknown_have_no_place(land: Land) -> None:
    assert placed(land, rules(RATE)) == {"ZS": 1, "ZB": 2, "ZE": 3, "ZX": None}


def test_less_may_be_better_and_equals_share_a_place(land: Land) -> None:
    assert placed(land, rules(LISTED, higher_is_better=False)) == {"ZS": 1, "ZE": 1, "ZB": 3, "ZX": None}


def test_too_few_rows_have_no_place(land: Land) -> None:
    assert placed(land, rules(RATE, minimum=2)) == {"ZB": 1, "ZS": None, "ZE": None, "ZX": None}
    line = ZoneRankingLine.objects.get(ranked=land.small)
    assert line.unranked == "few"


def test_weights_are_scored_as_in_league_tables(land: Land) -> None:
    book = rules(PLAN, RATE, weight=50, method=Method.BEST)
    assert placed(land, book) == {"ZB": 1, "ZS": 2, "ZE": 3, "ZX": None}
    totals = {line.ranked.code: line.total for line in ZoneRankingLine.objects.all() if line.total}
    assert totals["ZB"] == Decimal("77.78")  # 50 + 0.5 ÷ 0.9 × 50
    assert totals["ZS"] == Decimal("55.00")  # 100 ÷ 1000 × 50 + 50


def test_what_was_published_stays(land: Land) -> None:
    placed(land, rules(PLAN))
    ProjectYear.objects.filter(zone=land.big).update(annual_plan_cny=1)
    page = signed_in(land.province, "leader")
    ranking = ZoneRankingLine.objects.filter(ranked=land.big).get().ranking
    told = text(page, f"/z/PP/zones/rankings/{ranking.id}/")
    assert "published on" in told
    assert "by console" in told
    line = ZoneRankingLine.objects.get(ranked=land.big)
    assert (line.place, line.cells["c1"]["value"]) == (1, "1000.00")
    entry = Entry.objects.get(zone=land.province, event="zones.ranking.published")
    assert entry.subject_id == ranking.id


def test_only_a_post_above_publishes(land: Land) -> None:
    for actor in (an_actor(land.province, "statistician"), an_actor(land.province, "clerk")):
        with pytest.raises(NotAllowed):
            publish_ranking(actor=actor, title="试验", period="2018", book=rules(PLAN))
    with pytest.raises(NotFound):
        publish_ranking(actor=an_actor(land.big, "leader"), title="试验", period="2018", book=rules(PLAN))


def test_what_cannot_be_published_is_refused(land: Land) -> None:
    actor = console(land.province)
    with pytest.raises(InvalidInput) as caught:
        publish_ranking(actor=actor, title=" ", period="2018", book=rules(PLAN, RATE))
    assert {fault.place for fault in caught.value.faults} == {"title", "criteria"}
    with pytest.raises(InvalidInput) as caught:
        publish_ranking(
            actor=actor, title="试验", period="2018", book=rules("projects.investment_completion_rank")
        )
    assert [fault.place for fault in caught.value.faults] == ["c1.figure"]
    with pytest.raises(Refused):
        publish_ranking(actor=actor, title="试验", period="2019", book=rules(PLAN))
    with pytest.raises(Refused):
        publish_ranking(actor=console(land.south), title="试验", period="2018", book=rules(PLAN))


def test_a_zone_is_told_its_own_place_and_no_other(land: Land) -> None:
    placed(land, rules(RATE))
    (own,), withdrawn = own_places(actor=an_actor(land.small, "leader"), zone=land.small)
    assert withdrawn == []
    assert (own.line.place, own.line.of, own.upper) == (1, 3, land.province)
    page = text(signed_in(land.small, "office"), "/z/ZS/zones/place/")
    assert "Place 1 of 3" in page
    assert land.big.name not in page
    assert signed_in(land.small, "clerk").get("/z/ZS/zones/place/").status_code == 404
    assert own_places(actor=an_actor(land.foreign, "leader", username="far"), zone=land.foreign) == ([], [])
    assert signed_in(land.province, "leader").get("/z/PP/zones/place/").status_code == 404


def test_the_draft_is_looked_at_and_then_published(land: Land) -> None:
    client = signed_in(land.province, "office")
    address = "/z/PP/zones/rankings/draft/?period=2018"
    assert "As it would be published now" not in text(client, address)
    page = text(client, f"{address}&c1-figure={RATE}")
    assert "As it would be published now" in page
    assert not ZoneRankingLine.objects.exists()
    answer = client.post(address, {"c1-figure": RATE})
    assert answer.status_code == 422
    assert "Say what is ranked." in answer.content.decode()
    answer = client.post(address, {"c1-figure": RATE, "title": "完成率排名"}, follow=True)
    assert "完成率排名" in answer.content.decode()
    assert signed_in(land.province, "statistician").get(address).status_code == 403
    weights = f"{address}&c1-figure={RATE}&c1-weight=40&c2-figure={PLAN}&c2-weight=40"
    assert "add up to 100" in text(client, weights)


@given(st.lists(st.none() | st.decimals(-100, 100, places=1), max_size=12), st.booleans())
def test_the_unknown_stand_last_whichever_way(values: list[Decimal | None], descending: bool) -> None:
    told = by_value(list(enumerate(values)), lambda pair: pair[1], descending=descending)
    assert sorted(told, key=lambda pair: pair[0]) == list(enumerate(values))
    known = [value for _n, value in told if value is not None]
    assert known == sorted(known, reverse=descending)
    assert all(value is None for _n, value in told[len(known) :])
    for (m, a), (n, b) in pairwise(told):
        assert a != b or m < n, "equals keep their order"
