"""The figures of matters: the same numbers as the page of fair numbers, and as a recount by hand."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from guatu.core.clock import CHINA, frozen_at, local_now
from guatu.core.periods import Period
from guatu.figures.asking import Wanted, where_of
from guatu.figures.evaluating import evaluate, rows_behind
from guatu.figures.reading import Reading
from guatu.matters.choices import Satisfaction
from guatu.matters.rules.rates import Figure
from guatu.matters.selectors.fair_numbers import Scope, fair_numbers
from guatu.matters.use_cases.ask_help import ask_help
from guatu.matters.use_cases.close_matter_unsolved import close_matter_unsolved
from guatu.matters.use_cases.close_out_matter import close_out_matter
from guatu.matters.use_cases.dispatch_matter import dispatch_matter
from guatu.matters.use_cases.exclude_matter import exclude_matter
from guatu.matters.use_cases.rate_matter import rate_matter
from guatu.matters.use_cases.reply_on_matter import reply_on_matter
from guatu.matters.use_cases.return_matter import return_matter
from guatu.organization.selectors import unit_tree
from tests.builders import console, the_root
from tests.matters.matter_builders import (
    Cast,
    a_matter,
    at,
    dispatched,
    fresh,
    in_hand,
    reported_done,
    verified,
)
from tests.matters.recount import counts, recount

JULY, YEAR = Period.parse("2018M07"), Period.parse("2018")


def figures_agree(cast: Cast, period: Period) -> None:
    """Figures, the page and the recount say the same of the zone and of every unit."""
    zone, actor = cast.zone, console(cast.zone)
    tree = unit_tree(zone.id)
    wanted = {
        (figure, unit_id): Wanted(f"matters.{figure.value}", period, unit_id)
        for figure in Figure
        for unit_id in (None, *tree.parents)
    }
    found = evaluate(wanted.values(), actor=actor, zone=zone, tree=tree)
    alone = evaluate([wanted[f, None] for f in Figure], actor=actor, zone=zone)
    scope = Scope(period.first, period.last)
    counted = recount(zone, scope.begins, scope.ends(local_now(zone)))
    page = fair_numbers(zone, scope, actor=actor)
    by_unit = {row.key: row.counts for row in page.by_unit}
    for figure in Figure:
        whole = counts(counted)[figure]
        assert found[wanted[figure, None]].value == alone[wanted[figure, None]].value == whole, figure
        assert page.total.counts[figure] == whole
        for unit_id in tree.parents:
            assert found[wanted[figure, unit_id]].value == counts(counted, tree.below(unit_id))[figure]
            own = by_unit.get(str(unit_id), {}).get(figure, 0)
            assert own == counts(counted, [unit_id])[figure]


def ask(cast: Cast, name: str, period: Period = JULY, **where: str) -> Reading:
    wanted = Wanted(f"matters.{name}", period, where=where_of(where))
    return evaluate([wanted], actor=console(cast.zone), zone=cast.zone)[wanted]


def test_a_matter_counts_once_in_the_zone_and_once_in_each_unit_that_had_it(cast: Cast) -> None:
    with at(2):
        matter = verified(cast, actor=cast.grid)
        matter = close_out_matter(actor=cast.supervisor, matter=matter, text="已办结", is_confirmed=True)
    with at(3):
        rate_matter(actor=cast.grid, matter=fresh(matter), rating=Satisfaction.DISSATISFIED, text="仍积水")
    with at(30):
        assert ask(cast, "dispatched").value == 1
        figures_agree(cast, JULY)
        tree = unit_tree(cast.zone.id)
        root = the_root(cast.zone)
        wanted = [Wanted("matters.dispatched", JULY, unit_id) for unit_id in (None, root.id, cast.park.id)]
        found = evaluate(wanted, actor=console(cast.zone), zone=cast.zone, tree=tree)
        assert [found[one].value for one in wanted] == [1, 1, 1]
        assert len(rows_behind(wanted[0], actor=console(cast.zone), zone=cast.zone)[0][1]) == 1


def test_responded_on_the_next_day(cast: Cast) -> None:
    with at(2, 15):
        labour = in_hand(cast, "demand", title="企业用工", category=None)
        other = in_hand(cast, "demand", title="供电")
    with at(3, 15):
        reply_on_matter(actor=cast.clerk, matter=labour, text="已对接人社部门")
    with at(5, 9):
        reply_on_matter(actor=cast.clerk, matter=other, text="已联系供电公司")
    with at(31):
        reading = ask(cast, "mean_response_days", matter="企业用工")
        assert (reading.value, reading.row_count) == (1, 1)
        assert ask(cast, "mean_response_hours", matter="企业用工").value == 24
        assert ask(cast, "mean_response_days", kind="demand").value == 2
        assert ask(cast, "mean_response_hours").value == Decimal(24 + 66) / 2
        assert ask(cast, "mean_response_days", kind="problem").value is None


def test_every_assignment_is_answered(cast: Cast) -> None:
    with at(2):
        given = [
            a_matter(cast, "assignment", actor=cast.leader, title=title) for title in ("现场交办", "会议交办")
        ]
    with at(3):
        sent = dispatch_matter(actor=cast.office, matter=given[0], unit=cast.park)
        close_matter_unsolved(actor=cast.office, matter=given[1], outcome="not_possible", text="不具备条件")
        return_matter(
            actor=cast.clerk, matter=sent, reason="not_ours", text="非本单位职责", better_unit=cast.bureau
        )
    with at(31):
        assert ask(cast, "assignment_reply_rate").fraction == "1/2"
        figures_agree(cast, JULY)


def test_ages_make_up_the_open(cast: Cast) -> None:
    for day in (2, 10, 20, 25, 28, 31):
        with at(day, 23, 30):
            dispatched(cast, title=f"第{day}日")
    with at(31, 23, 45):
        excluded = dispatched(cast, title="测试数据")
        exclude_matter(actor=console(cast.zone), matter=excluded, reason="测试数据")
    with at(31, 23, 50):
        page = fair_numbers(cast.zone, Scope(JULY.first, JULY.last), actor=console(cast.zone))
        names = ["open_3_days", "open_7_days", "open_15_days", "open_30_days", "open_longer"]
        assert [ask(cast, name).value for name in names] == page.ages == [2, 1, 1, 2, 0]
        whole = ask(cast, "open_matters")
        assert whole.value == page.open_count == 6
        assert not whole.remarks
        assert ask(cast, "raised").value == 6
        assert ask(cast, "left_out").value == 1
        late = ask(cast, "overdue")
        assert late.value is not None
        assert 0 < late.value < 6


def test_of_a_past_day_what_was_closed_later_was_open(cast: Cast) -> None:
    with at(2):
        matter = reported_done(cast)
        asked = in_hand(cast, title="需会商")
        ask_help(actor=cast.clerk, matter=asked, text="需两部门会商")
    with at(9):
        assert ask(cast, "open_matters", Period.parse("2018W27")).value == 2
        assert ask(cast, "coordinated").value == 1
    with at(20, month=8):
        assert matter.status == "done_reported"
        assert ask(cast, "rungs_reached", YEAR).value == 0


@pytest.mark.parametrize("moment", [datetime(2018, 7, 31, 12, tzinfo=CHINA)])
def test_a_reader_counts_what_may_be_seen(cast: Cast, moment: datetime) -> None:
    with at(2):
        dispatched(cast)
        other = a_matter(cast, title="部门事项", actor=cast.bureau_clerk)
        dispatch_matter(actor=cast.office, matter=other, unit=cast.bureau)
    with frozen_at(moment):
        one = Wanted("matters.raised", JULY)
        assert evaluate([one], actor=cast.bureau_clerk, zone=cast.zone)[one].value == 1
        assert [row.id for row in rows_behind(one, actor=cast.bureau_clerk, zone=cast.zone)[0][1]] == [
            other.id
        ]
