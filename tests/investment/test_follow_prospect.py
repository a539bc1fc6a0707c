"""A prospect from lead to landing, what is refused on the way, and who may do what."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from guatu.audit.selectors import history_of
from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, NotAllowed, NotFound, Refused, StaleVersion
from guatu.core.models import Zone
from guatu.investment.choices import Route, Stage
from guatu.investment.details import ProspectDetails
from guatu.investment.models.agreements import Agreement
from guatu.investment.models.prospects import Prospect, StageChange
from guatu.investment.models.registers import Fund, Park, PppProject
from guatu.investment.rules.amounts import Measure
from guatu.investment.rules.closing import Part
from guatu.investment.selectors.agreements import paid_in_of, signed_between
from guatu.investment.selectors.prospects import (
    ProspectFilters,
    filtered_prospects,
    get_prospect,
    in_stage,
    visible_prospects,
)
from guatu.investment.selectors.registers import entries_on, referrers, register_lines
from guatu.investment.selectors.sums import paid_in
from guatu.investment.use_cases.define_register_entry import define_register_entry
from guatu.investment.use_cases.edit_prospect import edit_prospect
from guatu.investment.use_cases.enter_capital_paid_in import PaidIn, enter_capital_paid_in
from guatu.investment.use_cases.hand_over_prospect import hand_over_prospect
from guatu.investment.use_cases.land_prospect import land_prospect
from guatu.investment.use_cases.link_project import link_project
from guatu.investment.use_cases.move_prospect import move_prospect
from guatu.investment.use_cases.register_prospect import register_prospect
from guatu.investment.use_cases.sign_agreement import Signed, sign_agreement
from guatu.investment.use_cases.state_totals import Total, state_totals
from guatu.organization.models import Person
from tests.builders import a_unit, an_actor, console, the_root
from tests.investment.deal_builders import TODAY, WAN, YI, a_dated_zone, a_prospect, signed
from tests.projects.list_builders import a_created_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def zone() -> Zone:
    return a_dated_zone()


@pytest.fixture
def officer(zone: Zone) -> Actor:
    return an_actor(zone, "investment_officer")


def test_from_lead_to_landing(zone: Zone, officer: Actor) -> None:
    prospect = a_prospect(zone, actor=officer, stage=Stage.LEAD, on=date(2018, 1, 10), total=Measure(3 * YI))
    move_prospect(actor=officer, prospect=prospect, to=Stage.NEGOTIATING, on=date(2018, 2, 1))
    contract = Signed(date(2018, 5, 2), Measure(2 * YI), Measure(500 * WAN, "USD"), "丹招〔2018〕7号")
    sign_agreement(actor=officer, prospect=prospect, signed=contract)
    project = a_created_project(zone, name="视准项目")
    land_prospect(actor=officer, prospect=prospect, on=date(2018, 6, 1), project=project)
    prospect.refresh_from_db()
    assert (prospect.stage, prospect.stage_since) == (Stage.LANDED, date(2018, 6, 1))
    assert prospect.total_investment == 2 * YI, "from signing, what the agreement says"
    assert prospect.project_id == project.id
    stages = [(c.stage, c.on.month) for c in StageChange.objects.filter(prospect=prospect)]
    assert stages == [("lead", 1), ("negotiating", 2), ("signed", 5), ("landed", 6)]
    for day, stage in ((date(2018, 1, 31), "lead"), (date(2018, 5, 1), "negotiating"), (TODAY, "landed")):
        assert list(in_stage(stage, day, actor=officer)) == [prospect]
    assert not in_stage("lead", date(2018, 1, 9), actor=officer).exists()
    (event,) = [
        e for e in history_of(prospect.id, zone_id=zone.id) if e.event == "investment.agreement.signed"
    ]
    assert event.changes["total_investment"] == ["300000000", "200000000"], "what was intended stays"


def test_moves_that_there_are_not(zone: Zone, officer: Actor) -> None:
    prospect = a_prospect(zone)
    for to in (Stage.LEAD, Stage.NEGOTIATING):
        with pytest.raises(Refused):
            move_prospect(actor=officer, prospect=prospect, to=to, on=TODAY)
    with pytest.raises(Refused):
        land_prospect(actor=officer, prospect=prospect, on=TODAY)
    with pytest.raises(Refused):
        move_prospect(actor=officer, prospect=prospect, to=Stage.SIGNED, on=TODAY)
    for day in (date(2018, 7, 3), date(2018, 2, 28)):
        with pytest.raises(InvalidInput):
            sign_agreement(actor=officer, prospect=prospect, signed=Signed(day))
    with pytest.raises(InvalidInput, match="Say why"):
        move_prospect(actor=officer, prospect=prospect, to=Stage.DROPPED, on=TODAY)


def test_a_dropped_one_may_be_taken_up_and_signed_anew(zone: Zone, officer: Actor) -> None:
    prospect = signed(a_prospect(zone))
    first, last = date(2018, 1, 1), date(2018, 12, 31)
    assert signed_between(first, last, actor=officer, as_of=TODAY).count() == 1
    move_prospect(actor=officer, prospect=prospect, to=Stage.DROPPED, on=date(2018, 6, 1), reason="解约")
    assert signed_between(first, last, actor=officer, as_of=TODAY).count() == 0
    assert signed_between(first, last, actor=officer, as_of=date(2018, 5, 31)).count() == 1
    move_prospect(actor=officer, prospect=prospect, to=Stage.NEGOTIATING, on=date(2018, 6, 10), reason="重谈")
    signed(prospect, date(2018, 6, 20), Measure(YI))
    assert Agreement.objects.get().signed_on == date(2018, 6, 20)


def test_what_is_written_in_the_history_stays(zone: Zone) -> None:
    a_prospect(zone)
    for table in ("investment_stagechange", "investment_capitalpaidin"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(f"DELETE FROM {table}")


def test_every_fault_of_an_entry_is_named(zone: Zone, officer: Actor) -> None:
    a_prospect(zone)
    fund = define_register_entry(actor=officer, register=Fund, name="敏一基金", since=TODAY)
    assert isinstance(fund, Fund)
    details = ProspectDetails(
        " 视准科技 ",
        the_root(a_dated_zone("TW")),
        fund=fund,
        route=Route.PARK,
        total=Measure(Decimal(-1)),
        registered=Measure(Decimal(1), "USD", Decimal(6)),
    )
    with pytest.raises(NotAllowed):
        register_prospect(actor=officer, details=details)
    with pytest.raises(InvalidInput) as refused:
        edit_prospect(actor=officer, prospect=a_prospect(zone, "乙"), details=details)
    places = {fault.place for fault in refused.value.faults}
    assert places == {"name", "unit", "fund", "total_investment", "registered_capital"}


def test_two_editors_do_not_overwrite_each_other(zone: Zone, officer: Actor) -> None:
    prospect = a_prospect(zone)
    other = Prospect.objects.get()
    details = ProspectDetails(prospect.name, prospect.unit, investor_name="甲")
    edit_prospect(actor=officer, prospect=prospect, details=details)
    with pytest.raises(StaleVersion):
        edit_prospect(actor=officer, prospect=other, details=ProspectDetails("丙", prospect.unit))


def test_capital_is_paid_in_by_voucher_and_taken_back_in_sight(zone: Zone, officer: Actor) -> None:
    prospect = a_prospect(zone, capital_origin="foreign")
    voucher = PaidIn(date(2018, 6, 1), Measure(200 * WAN, "USD", Decimal("6.4"), date(2018, 6, 1)), "验资1号")
    with pytest.raises(InvalidInput, match="before an agreement"):
        enter_capital_paid_in(actor=officer, prospect=prospect, paid_in=voucher)
    signed(prospect)
    entry = enter_capital_paid_in(actor=officer, prospect=prospect, paid_in=voucher)
    with pytest.raises(InvalidInput, match="entered already"):
        enter_capital_paid_in(actor=officer, prospect=prospect, paid_in=voucher)
    total = paid_in(paid_in_of(prospect))
    assert (total.of("USD"), total.in_cny) == (200 * WAN, 1280 * WAN)
    with pytest.raises(InvalidInput, match="Say why"):
        enter_capital_paid_in(actor=officer, prospect=prospect, takes_back=entry)
    enter_capital_paid_in(actor=officer, prospect=prospect, takes_back=entry, remark="重复录入")
    with pytest.raises(InvalidInput, match="taken back already"):
        enter_capital_paid_in(actor=officer, prospect=prospect, takes_back=entry, remark="再撤")
    assert paid_in(paid_in_of(prospect)).of("USD") == 0
    assert paid_in_of(prospect).count() == 2


def test_a_project_comes_from_one_prospect(zone: Zone, officer: Actor) -> None:
    one, two = signed(a_prospect(zone, "甲")), signed(a_prospect(zone, "乙"))
    project = a_created_project(zone, name="项目")
    with pytest.raises(Refused):
        link_project(actor=officer, prospect=a_prospect(zone, "丙"), project=project)
    link_project(actor=officer, prospect=one, project=project)
    with pytest.raises(InvalidInput, match="came from"):
        land_prospect(actor=officer, prospect=two, on=TODAY, project=project)


def test_registers_count_what_hangs_on_them(zone: Zone, officer: Actor) -> None:
    ppp = define_register_entry(actor=officer, register=PppProject, name="眼镜小镇", since=date(2018, 1, 1))
    park = define_register_entry(actor=officer, register=Park, name="众创", since=date(2018, 1, 1))
    a_prospect(zone, "甲", route=Route.PPP, ppp=ppp, park=park, total=Measure(YI))
    lost = a_prospect(zone, "乙", route=Route.PPP, ppp=ppp)
    move_prospect(actor=officer, prospect=lost, to=Stage.DROPPED, on=TODAY, reason="放弃")
    (line,) = register_lines(PppProject, "ppp", TODAY, actor=officer)
    assert (line.prospects, line.landed, line.total.of("CNY")) == (1, 0, YI)
    with pytest.raises(InvalidInput, match="there already"):
        define_register_entry(actor=officer, register=Park, name=" 众创 ", since=TODAY)
    define_register_entry(
        actor=officer, register=Park, entry=park, name="众创", since=date(2018, 1, 1), closed_on=TODAY
    )
    assert not entries_on(Park, TODAY, actor=officer).exists()
    assert entries_on(Park, date(2018, 7, 1), actor=officer).exists()
    assert not referrers(TODAY, actor=officer)


def test_a_stated_total_is_kept_as_it_stands(zone: Zone, officer: Actor) -> None:
    total = Total("报道", date(2018, 1, 1), date(2018, 6, 20), count=20)
    state_totals(actor=officer, total=total, parts=[Part("汽车", 5)])
    with pytest.raises(InvalidInput, match="kept already"):
        state_totals(actor=officer, total=total, parts=[])
    with pytest.raises(InvalidInput) as refused:
        state_totals(actor=officer, total=Total(" ", TODAY, date(2018, 1, 1)), parts=[])
    assert {f.place for f in refused.value.faults} == {"source", "last_day", "count"}


class TestWhoMay:
    @pytest.mark.parametrize(
        "role", ["leader", "clerk", "supervisor", "grid_worker", "statistician", "auditor"]
    )
    def test_others_change_nothing(self, zone: Zone, role: str) -> None:
        actor, prospect = an_actor(zone, role), a_prospect(zone)
        details = ProspectDetails("丁", prospect.unit)
        acts: list[Any] = [
            lambda: register_prospect(actor=actor, details=details),
            lambda: edit_prospect(actor=actor, prospect=prospect, details=details),
            lambda: move_prospect(actor=actor, prospect=prospect, to="dropped", on=TODAY, reason="x"),
            lambda: sign_agreement(actor=actor, prospect=prospect, signed=Signed(TODAY)),
            lambda: define_register_entry(actor=actor, register=Fund, name="x", since=TODAY),
            lambda: state_totals(actor=actor, total=Total("x", TODAY, TODAY, count=1), parts=[]),
            lambda: enter_capital_paid_in(actor=actor, prospect=prospect),
        ]
        for act in acts:
            with pytest.raises(NotAllowed):
                act()

    def test_prospects_are_told_to_few(self, zone: Zone) -> None:
        park, other = a_unit(zone), a_unit(zone, "别的园区")
        mine, theirs = a_prospect(zone, "甲", unit=park), a_prospect(zone, "乙", unit=other)
        clerk = an_actor(zone, "clerk", unit=park)
        assert list(visible_prospects(actor=clerk)) == [mine]
        with pytest.raises(NotFound):
            get_prospect(theirs.id, actor=clerk)
        for role in ("grid_worker", "supervisor", "auditor"):
            assert not visible_prospects(actor=an_actor(zone, role)).exists()
        assert visible_prospects(actor=an_actor(zone, "leader")).count() == 2
        abroad = an_actor(a_dated_zone("TW"), "investment_officer", username="abroad")
        assert not visible_prospects(actor=abroad).exists()

    def test_whoever_is_in_charge_follows_it(self, zone: Zone) -> None:
        prospect = a_prospect(zone)
        keeper = an_actor(zone, "grid_worker", username="keeper")
        hand_over_prospect(
            actor=console(zone), prospect=prospect, to=Person.objects.get(name="keeper"), reason="换人"
        )
        assert list(visible_prospects(actor=keeper)) == [prospect]
        move_prospect(actor=keeper, prospect=prospect, to=Stage.DROPPED, on=TODAY, reason="放弃")
        filters = ProspectFilters(mine=True)
        assert list(filtered_prospects(filters, actor=keeper, day=TODAY)) == [prospect]
        with pytest.raises(NotAllowed):
            enter_capital_paid_in(actor=keeper, prospect=prospect)
