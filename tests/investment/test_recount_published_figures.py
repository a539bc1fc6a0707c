"""What an article of 2018 states of investment promotion, recounted from the demo's records."""

from datetime import date

import pytest

from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.demo.accounts import give_accounts
from guatu.demo.danyang import TODAY, WORKBOOK
from guatu.demo.danyang_investment import promote
from guatu.demo.danyang_life import acting
from guatu.figures.asking import Wanted, where_of
from guatu.figures.evaluating import evaluate, rows_behind
from guatu.figures.reading import Flag
from guatu.investment.models.prospects import Prospect
from guatu.investment.rules.amounts import Measure
from guatu.investment.selectors.breakdowns import checked_statements
from guatu.investment.selectors.funnel import funnel
from guatu.investment.selectors.same_year import same_year_table
from guatu.organization.powers import system_actor
from guatu.organization.use_cases.open_zone import open_zone
from guatu.projects.models.project import Project
from guatu.projects.selectors.enrolment import enrolment_states, to_enrol
from guatu.projects.sheets.read import read_projects
from guatu.projects.use_cases.import_projects import import_projects
from guatu.sheets.open import open_workbook
from tests.builders import console
from tests.investment.deal_builders import YI, a_dated_zone, a_prospect, signed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_storage")]
H1 = Period.parse("2018H1")


@pytest.fixture
def danyang() -> Zone:
    zone = Zone(code="DY", name="丹阳经济开发区", clock_date=TODAY, is_demo=True)
    actor = system_actor("demo", zone)
    open_zone(actor=actor, zone=zone)
    read = read_projects(open_workbook(WORKBOOK), today=TODAY)
    import_projects(actor=actor, sheet=read.sheet, file_name=WORKBOOK.name)
    give_accounts(zone, since=date(2017, 1, 1))
    promote(zone, WORKBOOK)
    return zone


def test_every_published_figure(danyang: Zone) -> None:
    published = {
        "landed": "15",  # S2-033
        "signed": "20",  # S2-035
        "signed_investment": "75.72",  # S2-036
        "signed_foreign": "6",  # S2-037
        "signed_registered_capital": "6060",  # S2-039: over 6000
        "signed_listed": "3",  # S2-040
        "signed_unclassified": "5",  # 20 − (5 + 5 + 3 + 2)
        "foreign_in_negotiation": "16",  # S2-049: over 15
        "foreign_negotiated_investment": "5",  # S2-050
        "intended_registered_capital": "1.7",  # S2-051
        "domestic_in_negotiation": "16",  # S2-058
        "domestic_negotiated_investment": "242.7",  # S2-059
        "provincial_ppp_projects": "4",  # S2-061
        "industrial_funds": "5",  # S2-062
        "theme_parks": "5",  # S2-063
        "signed_and_enrolled": "1",
        "same_year_enrolment_rate": "5.0",
        "capital_paid_in": "350",
    }
    actor = acting(danyang, "investment")
    wanted = [Wanted(f"investment.{name}", H1) for name in published]
    found = evaluate(wanted, actor=actor, zone=danyang)
    assert {one.name.split(".")[1]: found[one].number for one in wanted} == published
    classes = {
        "汽车及电梯零部件": ("5", "13.9"),
        "新能源、电力电气": ("5", "47.11"),
        "医疗器械": ("3", "5.77"),
        "其他": ("2", "8.94"),
    }
    for group, (count, amount) in classes.items():  # S2-041 … S2-048
        where = where_of({"group": [group]})
        asked = [Wanted(f"investment.{name}", H1, where=where) for name in ("signed", "signed_investment")]
        answer = evaluate(asked, actor=actor, zone=danyang)
        assert [answer[one].number for one in asked] == [count, amount]


def test_the_six_named_prospects(danyang: Zone) -> None:
    stated = {
        "台湾视准科技高端医疗器械": 3000,
        "德国格雷斯海姆塑料医用瓶": 1000,
        "美国海格纳仕汽车部件": 1000,
        "香港北控集团污水处理": 1000,
        "中锐投资集团双语学校及片区综合开发": 10000,
        "中建国际科创园二期": 10000,
    }
    rows = Prospect.objects.filter(name__in=stated)
    assert {p.name: int((p.total_investment or 0) / 10000) for p in rows} == stated


def test_every_number_opens_to_its_rows(danyang: Zone) -> None:
    actor = acting(danyang, "investment")
    for name, rows in (("landed", 15), ("signed", 20), ("theme_parks", 5), ("signed_not_enrolled", 19)):
        ((_figure, behind),) = rows_behind(Wanted(f"investment.{name}", H1), actor=actor, zone=danyang)
        assert len(behind) == rows, name


def test_the_breakdown_is_shown_not_to_close(danyang: Zone) -> None:
    (check,) = checked_statements(actor=acting(danyang, "investment"))
    assert (check.counts.holds, check.counts.added, check.parts_in_words) == (False, 15, "5 + 5 + 3 + 2")
    assert check.money.holds is True
    assert (check.recorded_count, check.record_gap) == (20, 0)
    assert not check.is_clean
    assert not checked_statements(actor=acting(danyang, "park")), "a park's clerk does not see the zone's"


def test_a_past_day_is_answered_by_the_history(danyang: Zone) -> None:
    actor = acting(danyang, "investment")
    then = {line.stage.value: line.count for line in funnel(date(2018, 1, 20), actor=actor).lines}
    now = {line.stage.value: line.count for line in funnel(TODAY, actor=actor).lines}
    assert now == {"lead": 2, "negotiating": 32, "signed": 20, "landed": 15}
    assert then["landed"] == 0, "they landed at the end of January"
    assert then["signed"] == 17, "fifteen of last year, two of the workbook's"


def test_signed_not_enrolled_says_what_is_missing(danyang: Zone) -> None:
    table = same_year_table(2018, TODAY, actor=acting(danyang, "investment"))
    assert (table.result.signed, table.result.enrolled) == (20, 1)
    assert len(table.waiting) == 19
    named = {line.agreement.prospect.name: line.state for line in table.waiting}
    state = named["汽车及电梯零部件项目03"]
    assert state is not None
    assert state.missing == ("site_photos", "explanation")
    assert [(m.material, m.what) for m in state.mismatches] == [("contract", "owner")]
    assert named["其他项目15"] is None, "no project is linked"
    office = acting(danyang, "office")
    waiting = enrolment_states(to_enrol(TODAY, actor=office), zone_id=danyang.id, day=TODAY)
    assert not any(s.project == Project.objects.get(name="新开工项目01（名称未公开）") for s in waiting)


def test_a_sum_with_an_amount_stated_as_over_says_at_least() -> None:
    zone = a_dated_zone()
    signed(a_prospect(zone, "甲公司"), total=Measure(2 * YI))
    wanted = Wanted("investment.signed_investment", H1)
    assert evaluate([wanted], actor=console(zone), zone=zone)[wanted].flags == frozenset()
    signed(a_prospect(zone, "乙公司"), total=Measure(YI, at_least=True))
    reading = evaluate([wanted], actor=console(zone), zone=zone)[wanted]
    assert (reading.value, reading.flags) == (3 * YI, {Flag.LOWER_BOUND})
    rate = Wanted("investment.signed_foreign_investment_usd", H1)
    assert evaluate([rate], actor=console(zone), zone=zone)[rate].flags == frozenset(), "in another currency"
