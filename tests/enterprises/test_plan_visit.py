"""Visits: planned within the limit, joined, recorded with findings and demands, cancelled; how many were visited."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from uuid import uuid4

import pytest

from guatu.attachments.models import Attachment
from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.core.periods import Period
from guatu.enterprises.limits import TooMany
from guatu.enterprises.models.enterprise import Enterprise
from guatu.enterprises.models.visits import Finding, Visit
from guatu.enterprises.selectors.visits import coverage_of, limit_on
from guatu.enterprises.use_cases.cancel_visit import cancel_visit
from guatu.enterprises.use_cases.choose_visit_limit import choose_visit_limit
from guatu.enterprises.use_cases.join_visit import join_visit
from guatu.enterprises.use_cases.plan_visit import TakesPart
from guatu.enterprises.use_cases.record_visit import Found, record_visit
from guatu.matters.models.matter import Matter
from guatu.matters.selectors.rules import category_coded
from tests.attachments.files import photo
from tests.enterprises.enterprise_builders import NAME, a_visit, an_enterprise
from tests.matters.matter_builders import Cast, at

TODAY = date(2018, 7, 2)


def test_one_too_many_is_refused_with_what_stands_in_the_way(cast: Cast, enterprise: Enterprise) -> None:
    first = a_visit(cast, enterprise, date(2018, 7, 3))
    second = a_visit(cast, enterprise, date(2018, 7, 20))
    with pytest.raises(TooMany) as error:
        a_visit(cast, enterprise, date(2018, 7, 25))
    assert [v.id for v in error.value.visits] == [first.id, second.id]
    assert error.value.free == date(2018, 8, 2)
    assert Visit.objects.count() == 2
    a_visit(cast, enterprise, date(2018, 8, 2))
    a_visit(cast, an_enterprise(cast, "演示另一家有限公司"), date(2018, 7, 25))


@pytest.mark.parametrize("ground", ["request", "urgent", "exempt"])
def test_asked_for_urgent_or_by_law_says_why(cast: Cast, enterprise: Enterprise, ground: str) -> None:
    for day in (3, 4):
        a_visit(cast, enterprise, date(2018, 7, day))
    with pytest.raises(InvalidInput) as error:
        a_visit(cast, enterprise, date(2018, 7, 5), ground=ground)
    assert [f.place for f in error.value.faults] == ["ground_reason"]
    extra = a_visit(cast, enterprise, date(2018, 7, 5), ground=ground, ground_reason="企业来电请求上门。")
    assert extra.ground_reason == "企业来电请求上门。"


def test_a_cancelled_visit_does_not_count(cast: Cast, enterprise: Enterprise) -> None:
    a_visit(cast, enterprise, date(2018, 7, 3))
    gone = a_visit(cast, enterprise, date(2018, 7, 4))
    cancel_visit(actor=cast.clerk, visit=gone, reason="企业停产检修。")
    a_visit(cast, enterprise, date(2018, 7, 5))
    with pytest.raises(Refused) as error:
        cancel_visit(actor=cast.clerk, visit=gone, reason="x")
    assert error.value.code == "not_planned"


def test_each_zone_chooses_its_limit(cast: Cast, enterprise: Enterprise) -> None:
    with pytest.raises(NotAllowed):
        choose_visit_limit(actor=cast.clerk, visits=1, days=90, reason="x")
    with pytest.raises(InvalidInput):
        choose_visit_limit(actor=cast.office, visits=0, days=0, reason="")
    choose_visit_limit(actor=cast.office, visits=1, days=90, reason="管委会2018年第7次会议")
    assert limit_on(cast.zone.id, TODAY).visits == 1
    a_visit(cast, enterprise, date(2018, 7, 3))
    with pytest.raises(TooMany):
        a_visit(cast, enterprise, date(2018, 9, 3))


def test_several_units_on_one_visit(cast: Cast, enterprise: Enterprise) -> None:
    visit = a_visit(cast, enterprise, date(2018, 7, 3))
    join_visit(actor=cast.bureau_clerk, visit=visit, unit=cast.bureau, visitors="李四")
    assert [row.unit_id for row in visit.units.all()] == [cast.park.id, cast.bureau.id]
    with pytest.raises(Refused):
        join_visit(actor=cast.bureau_clerk, visit=visit, unit=cast.bureau)
    with pytest.raises(NotAllowed):
        join_visit(actor=cast.bureau_clerk, visit=visit, unit=cast.park)


def test_a_department_comes_in_its_own_name_only(cast: Cast, enterprise: Enterprise) -> None:
    own = [TakesPart(cast.bureau, "李四")]
    a_visit(cast, enterprise, date(2018, 7, 3), actor=cast.bureau_clerk, taking_part=own)
    with pytest.raises(NotAllowed):
        a_visit(cast, enterprise, date(2018, 7, 4), actor=cast.bureau_clerk)
    with pytest.raises(NotAllowed):
        a_visit(cast, enterprise, date(2018, 7, 4), actor=cast.supervisor)
    with pytest.raises(InvalidInput):
        a_visit(cast, enterprise, date(2018, 7, 1))


@pytest.mark.usefixtures("file_storage")
def test_what_is_not_solved_on_the_spot_becomes_a_demand(cast: Cast, enterprise: Enterprise) -> None:
    visit, key = a_visit(cast, enterprise, TODAY), uuid4()
    power = category_coded(cast.kind("demand"), "power")
    for _time in range(2):
        record_visit(
            actor=cast.clerk,
            visit=visit,
            made_on=TODAY,
            summary="生产正常。",
            findings=[
                Found("厂区门口标线不清", is_solved=True),
                Found("夏季用电缺口约300千伏安", category=power),
            ],
            photos=[photo("a.jpg")],
            client_key=key,
        )
    matter = Matter.objects.get()
    assert (matter.source, matter.raiser_name, matter.raiser_id) == ("visit", NAME, None)
    assert (matter.subject_id, matter.category, matter.raiser_unit) == (enterprise.id, power, cast.park)
    assert [row.matter_id for row in Finding.objects.order_by("place")] == [None, matter.id]
    assert Attachment.objects.filter(subject_id=visit.id).count() == 1
    with pytest.raises(Refused):
        record_visit(actor=cast.clerk, visit=visit, made_on=TODAY, summary="再来一次。")


def test_nothing_is_kept_where_something_is_wrong(cast: Cast, enterprise: Enterprise) -> None:
    visit = a_visit(cast, enterprise, TODAY)
    with pytest.raises(InvalidInput) as error:
        record_visit(
            actor=cast.clerk, visit=visit, made_on=date(2018, 7, 3), summary=" ", findings=[Found(" ")]
        )
    assert {f.place for f in error.value.faults} == {"made_on", "summary", "finding_0"}
    with pytest.raises(NotAllowed):
        record_visit(actor=cast.bureau_clerk, visit=visit, made_on=TODAY, summary="x")
    assert not Matter.objects.exists()


def test_coverage_counts_enterprises_not_visits(cast: Cast, enterprise: Enterprise) -> None:
    an_enterprise(cast, "演示另一家有限公司")
    for summary in ("一", "二"):
        visit = a_visit(cast, enterprise, TODAY)
        found = [Found("已解决", is_solved=True), Found("未解决")]
        record_visit(actor=cast.clerk, visit=visit, made_on=TODAY, summary=summary, findings=found)
    month = coverage_of(Period.parse("2018M07"), actor=cast.office)
    assert (month.visits, month.visited, month.rate) == (2, 1, Fraction(1, 2))
    assert month.solved_rate == Fraction(1, 2)
    with at(month=8):
        empty = coverage_of(Period.parse("2018M08"), actor=cast.office)
    assert (empty.rate, empty.solved_rate) == (0, None)
