"""A published ranking can be withdrawn: it stays to be read, no zone has a place by it, a corrected one may follow."""

from __future__ import annotations

import pytest

from guatu.audit.models import Entry
from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.projects.models.project import ProjectYear
from guatu.zones.models import RankingWithdrawal, ZoneRanking, ZoneRankingLine
from guatu.zones.selectors.ranking import own_places
from guatu.zones.use_cases.publish_ranking import publish_ranking
from guatu.zones.use_cases.withdraw_ranking import withdraw_ranking
from tests.builders import an_actor, console
from tests.zones.province import LISTED, PLAN, RATE, Land, noon
from tests.zones.test_publish_ranking import rules
from tests.zones.test_walk_zone_pages import signed_in, text


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with noon():
        yield


@pytest.fixture
def ranking(land: Land) -> ZoneRanking:
    return publish_ranking(actor=console(land.province), title="试验", period="2018", book=rules(PLAN))


def withdrawn(land: Land, ranking: ZoneRanking) -> ZoneRanking:
    return withdraw_ranking(actor=console(land.province), ranking=ranking, reason="计划录入有误")


def test_it_stays_as_it_was_with_the_reason(land: Land, ranking: ZoneRanking) -> None:
    withdrawn(land, ranking)
    client = signed_in(land.province, "statistician")
    page = text(client, f"/z/PP/zones/rankings/{ranking.id}/")
    assert "by console; no zone has a place by it." in page
    assert "计划录入有误" in page
    assert land.big.name in page
    assert "withdrawn</span>" in text(client, "/z/PP/zones/rankings/")
    entry = Entry.objects.get(zone=land.province, event="zones.ranking.withdrawn")
    assert (entry.subject_id, entry.reason) == (ranking.id, "计划录入有误")
    assert ZoneRankingLine.objects.filter(ranking=ranking).count() == 4


def test_no_zone_has_a_place_by_it_and_each_is_told_why(land: Land, ranking: ZoneRanking) -> None:
    other = publish_ranking(actor=console(land.province), title="另一个", period="2018", book=rules(RATE))
    withdrawn(land, ranking)
    found, gone = own_places(actor=an_actor(land.small, "leader"), zone=land.small)
    assert [one.ranking for one in found] == [other]
    assert [(one.ranking, one.withdrawal.reason) for one in gone] == [(ranking, "计划录入有误")]
    page = text(signed_in(land.small, "office"), "/z/ZS/zones/place/")
    assert "计划录入有误" in page
    assert page.count("Place ") - page.count("Place among") == 1


def test_only_a_post_above_withdraws_and_only_once(land: Land, ranking: ZoneRanking) -> None:
    for actor in (an_actor(land.province, "statistician"), an_actor(land.big, "leader", username="beneath")):
        with pytest.raises(NotAllowed):
            withdraw_ranking(actor=actor, ranking=ranking, reason="不对")
    leader = an_actor(land.province, "leader")
    for reason in (" ", "长" * 2001):
        with pytest.raises(InvalidInput):
            withdraw_ranking(actor=leader, ranking=ranking, reason=reason)
    assert not RankingWithdrawal.objects.exists()
    withdraw_ranking(actor=leader, ranking=ranking, reason="不对")
    with pytest.raises(Refused) as caught:
        withdraw_ranking(actor=leader, ranking=ranking, reason="不对")
    assert caught.value.code == "withdrawn"


def test_a_corrected_one_takes_its_place_once(land: Land, ranking: ZoneRanking) -> None:
    actor = console(land.province)

    def again() -> ZoneRanking:
        return publish_ranking(actor=actor, title="试验", period="2018", book=rules(PLAN), corrects=ranking)

    with pytest.raises(Refused) as caught:
        again()
    assert caught.value.code == "in_force"
    withdrawn(land, ranking)
    ProjectYear.objects.filter(zone=land.big).update(annual_plan_cny=1)
    made = again()
    assert made.corrects_id == ranking.id
    assert {line.ranked.code: line.place for line in ZoneRankingLine.objects.filter(ranking=made)} == {
        "ZE": 1,
        "ZS": 2,
        "ZB": 3,
        "ZX": None,
    }
    with pytest.raises(Refused) as caught:
        again()
    assert caught.value.code == "corrected"


def test_on_the_pages_from_withdrawing_to_the_version_in_force(land: Land) -> None:
    book = rules(LISTED, higher_is_better=False)
    ranking = publish_ranking(actor=console(land.province), title="试验", period="2018", book=book)
    client, address = signed_in(land.province, "office"), f"/z/PP/zones/rankings/{ranking.id}/"
    assert f"{address}withdraw/" in text(client, address)
    assert "Publish a corrected one" not in text(client, address)
    assert client.post(f"{address}withdraw/", {"reason": " "}).status_code == 422
    page = client.post(f"{address}withdraw/", {"reason": "算错了"}, follow=True)
    anew = page.context["anew"]
    draft = client.get(anew)
    assert next((row.name, row.place) for row in draft.context["rows"]) == (land.single.name, 1)
    assert draft.context["form"]["title"].value() == "试验"
    fields = {"c1-figure": LISTED, "c1-least": "on", "title": "试验", "method": "rank", "minimum": "0"}
    answer = client.post(
        f"/z/PP/zones/rankings/draft/?period=2018&corrects={ranking.id}", fields, follow=True
    )
    assert "Published in the place of one that was withdrawn." in answer.content.decode()
    assert "To the version in force" in text(client, address)
    assert client.post(f"{address}withdraw/", {"reason": "再来"}).status_code == 409
    assert signed_in(land.province, "statistician").get(f"{address}withdraw/").status_code == 403
    assert signed_in(land.big, "office").get(f"{address}withdraw/").status_code == 404
