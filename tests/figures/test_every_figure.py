"""What holds of every figure that any app defines, over the demo zone with all its life."""

from __future__ import annotations

import time
from collections.abc import Collection
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.test import TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.clock import CHINA, local_now, now
from guatu.core.ids import moment_of, new_id
from guatu.core.models import Zone
from guatu.core.money import YI
from guatu.core.periods import Period
from guatu.demo.danyang import load_danyang
from guatu.enterprises.models.enterprise import Enterprise
from guatu.enterprises.models.visits import Finding, Visit
from guatu.figures.arithmetic import growth
from guatu.figures.asking import Ask, UnitTree, Wanted
from guatu.figures.definition import Figure, Kind
from guatu.figures.evaluating import evaluate, rows_behind
from guatu.figures.fingerprints import fingerprints
from guatu.figures.reading import Reading
from guatu.figures.registry import defined_figures
from guatu.grids.models import Grid, GridWorker
from guatu.investment.models.agreements import Agreement
from guatu.investment.models.capital import CapitalPaidIn
from guatu.investment.models.prospects import Prospect, StageChange
from guatu.investment.models.registers import Fund, Park, PppProject
from guatu.matters.models.clocks import MatterClock
from guatu.matters.models.matter import Matter
from guatu.matters.use_cases.dispatch_matter import dispatch_matter
from guatu.meetings.choices import Cause, VisitKind
from guatu.meetings.models.fieldwork import Review, SiteVisit, VisitFinding
from guatu.meetings.models.meeting import Meeting
from guatu.organization.choices import UnitType
from guatu.organization.models import Appointment, Unit
from guatu.organization.selectors import root_unit, unit_tree
from guatu.projects.choices import WorkKind, WorkStage
from guatu.projects.models.lights import LightSpell
from guatu.projects.models.progress import WorkItem
from guatu.projects.models.project import Project, ProjectDuty, ProjectYear
from tests.builders import console

H1, YEAR, JUNE, WEEK = (Period.parse(text) for text in ("2018H1", "2018", "2018M06", "2018W26"))
COUNTED = [figure for figure in defined_figures() if figure.base is not None]
WORKED_OUT = [figure for figure in defined_figures() if figure.formula is not None]


def all_wanted(
    figures: Collection[Figure], units: Collection[UUID | None], periods: Collection[Period] = (H1, JUNE)
) -> list[Wanted]:
    return [
        Wanted(figure.name, period, unit_id)
        for figure in figures
        for period in periods
        if period.type in figure.periods
        for unit_id in units
    ]


def told(zone: Zone, wanted: list[Wanted], as_of: datetime | None = None) -> dict[Wanted, Reading]:
    return evaluate(wanted, actor=console(zone), zone=zone, tree=unit_tree(zone.id), as_of=as_of)


def recounted(zone: Zone, figure: Figure, period: Period) -> list[tuple[UUID, UUID | None, Decimal]]:
    """Every row that counts: its object, its unit, what of it is added up."""
    assert figure.base is not None
    source, ask = figure.base.source, Ask((zone.id,), period, local_now(zone))
    rows = source.rows(ask).filter(figure.base.condition(ask)).order_by()
    columns = [source.object, source.unit or "id", *([figure.base.field] if figure.base.field else [])]
    return [
        (row[0], row[1], Decimal((row[2] if len(row) > 2 else 0) or 0)) for row in rows.values_list(*columns)
    ]


def _enliven(zone: Zone) -> None:
    """What the demo zone has none of."""
    here = {"zone": zone}
    root = root_unit(zone.id)
    for number, type_ in enumerate((UnitType.VILLAGE, UnitType.DEPARTMENT)):
        Unit.objects.create(**here, name=f"单位{number}", code=f"X{number}", type=type_, parent=root)
    project = Project.objects.filter(**here, years__year=2018)[0]
    WorkItem.objects.create(**here, project=project, kind=WorkKind.LINE, name="一线", stage=WorkStage.TRIAL)
    SiteVisit.objects.create(
        **here, kind=VisitKind.JOINT, day=date(2018, 6, 20), project=project, filed_by="甲"
    )
    Review.objects.create(
        **here,
        week="2018W25",
        first_day=date(2018, 6, 18),
        unit=root,
        plan="计划",
        fact="完成",
        cause=Cause.NONE,
        filed_by="甲",
    )
    solved = Matter.objects.filter(**here, outcome="solved")
    solved.update(grid_id=Grid.objects.filter(**here)[0].id)
    left_out, old = Matter.objects.filter(**here, status="in_hand")[:2]
    Matter.objects.filter(id=left_out.id).update(excluded_reason="重复登记", excluded_by="甲")
    Matter.objects.filter(id=old.id).update(raised_at=datetime(2018, 5, 2, 9, tzinfo=CHINA))
    signed = Agreement.objects.filter(**here, signed_on__range=(date(2018, 1, 1), date(2018, 6, 30)))[0]
    Agreement.objects.filter(id=signed.id).update(total_currency="CNY", total_investment=20 * YI)
    Prospect.objects.filter(id=signed.prospect_id).update(
        is_manufacturing=True, referrer_id=Enterprise.objects.filter(**here)[0].id
    )
    landed = Prospect.objects.filter(**here, stage="landed", stage_since__year=2018)[0]
    Prospect.objects.filter(id=landed.id).update(talent_team="团队甲")


_kept: dict[tuple[UUID, str, Period], list[tuple[UUID, UUID | None, Decimal]]] = {}


def _rows_of(zone: Zone, figure: Figure, period: Period) -> list[tuple[UUID, UUID | None, Decimal]]:
    key = (zone.id, figure.name, period)
    if key not in _kept:
        _kept[key] = recounted(zone, figure, period)
    return _kept[key]


# What the demo zone has none of: its agreements are stated in yuan.
_IN_DOLLARS = "investment.signed_foreign_investment_usd"
_EMPTY = {"projects.yellow_lights", _IN_DOLLARS}
# Nought in the scene before and after: nobody is on the site in every week or month of half a year.
_NOUGHT = {"meetings.leaders_on_site", "meetings.projects_visited_monthly", _IN_DOLLARS}


def _between() -> datetime:
    """A moment later than all that was written and earlier than all that will be."""
    time.sleep(0.01)
    moment = moment_of(new_id())
    time.sleep(0.01)
    return moment


def _some_units(zone: Zone) -> list[UUID]:
    return [unit.id for unit in Unit.objects.filter(zone=zone, parent__isnull=False)[:4]]


def _turn_over(zone: Zone) -> None:
    """Change and delete something in every table that figures read."""
    raised = Matter.objects.filter(zone=zone, status="raised").first()
    if raised is not None:
        dispatch_matter(actor=console(zone), matter=raised, unit=root_unit(zone.id))
    here = {"zone": zone}
    Project.objects.filter(**here).update(withdrawn_on=date(2018, 1, 1), actual_start=None, total_cny=1)
    ProjectYear.objects.filter(**here).update(annual_plan_cny=F("annual_plan_cny") + 1)
    ProjectDuty.objects.filter(**here).delete()
    LightSpell.objects.filter(**here).delete()
    MatterClock.objects.filter(**here).delete()
    Matter.objects.filter(**here).update(excluded_reason="试验")
    Enterprise.objects.filter(**here).update(status="closed", closed_on=date(2018, 1, 1))
    Finding.objects.filter(**here).delete()
    Visit.objects.filter(**here, status="done").update(made_on=date(2017, 1, 1))
    Grid.objects.filter(**here).update(opened_on=date(2010, 1, 1), closed_on=date(2018, 1, 1))
    GridWorker.objects.filter(**here).update(valid_from=date(2010, 1, 1), valid_to=date(2010, 2, 1))
    Meeting.objects.filter(**here).update(day=date(2017, 1, 1))
    VisitFinding.objects.filter(**here).delete()
    Review.objects.filter(**here).delete()
    SiteVisit.objects.filter(**here).update(day=date(2017, 1, 1))
    Appointment.objects.filter(**here).update(valid_from=date(2010, 1, 1), valid_to=date(2010, 2, 1))
    Unit.objects.filter(**here).update(closed_on=date(2018, 1, 1))
    for register in (PppProject, Fund, Park):
        register._default_manager.filter(**here).update(closed_on=date(2018, 1, 1))
    Agreement.objects.filter(**here).update(signed_on=date(2016, 1, 1))
    _turn_over_prospects(zone)


def _turn_over_prospects(zone: Zone) -> None:
    """Every prospect is dropped, and every voucher of the period is taken back by a second one."""
    for prospect in Prospect.objects.filter(zone=zone):
        StageChange.objects.create(
            zone=zone, prospect=prospect, stage="dropped", on=date(2018, 1, 1), reason="试验", by_name="甲"
        )
    for voucher in CapitalPaidIn.objects.filter(zone=zone, takes_back__isnull=True):
        taken_back = voucher.id
        voucher.id, voucher.amount, voucher.takes_back_id = new_id(), -voucher.amount, taken_back
        voucher.save(force_insert=True)


@override_settings(
    STORAGES={**settings.STORAGES, "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}},
    PASSWORD_HASHERS=["tests.passwords.QuickArgon2"],
)
class TestEveryFigure(TestCase):
    """The demo zone is made once, and every test leaves it as it was."""

    zone: Zone

    @classmethod
    def setUpTestData(cls) -> None:
        cls.zone = load_danyang()
        _enliven(cls.zone)

    def test_every_count_and_sum_is_that_of_its_rows_in_the_zone_and_in_every_unit(self) -> None:
        zone = self.zone
        tree = unit_tree(zone.id)
        units = [None, *tree.parents]
        found = told(zone, all_wanted(COUNTED, units, (H1, JUNE, YEAR, WEEK)))
        below = cache(tree.below)
        empty = {figure.name for figure in COUNTED}
        for one, reading in found.items():
            figure = reading.figure
            assert figure.base is not None
            rows = _rows_of(zone, figure, one.period)
            if one.unit_id is not None:
                rows = [row for row in rows if row[1] in below(one.unit_id)]
            objects = {row[0] for row in rows}
            amount = sum((row[2] for row in rows), Decimal(0))
            assert reading.value == (amount if figure.base.field else len(objects)), one
            assert reading.row_count == len(objects), one
            if objects:
                empty.discard(figure.name)
        # The scene must have something to count for nearly all, or this test says nothing.
        assert empty <= _EMPTY, empty

    def test_every_figure_opens_to_its_rows(self) -> None:
        zone = self.zone
        found = told(zone, all_wanted(COUNTED, [None], [H1]))
        for one, reading in found.items():
            ((figure, rows),) = rows_behind(one, actor=console(zone), zone=zone)
            assert len({row.id for row in rows}) == len(rows) == reading.row_count, one
            assert all(row.label and row.route for row in rows), one
            if figure.base is not None and figure.base.field:
                assert sum((row.amount or 0 for row in rows), Decimal(0)) == reading.value, one

    def test_every_figure_leaves_a_fingerprint_of_its_rows(self) -> None:
        zone = self.zone
        wanted = all_wanted(defined_figures(), [None], [H1])
        first = fingerprints(wanted, actor=console(zone), zone=zone, tree=unit_tree(zone.id))
        assert all(len(mark) in (0, 64) for mark in first.values())
        assert all(first[Wanted(figure.name, H1)] for figure in COUNTED if H1.type in figure.periods)
        assert fingerprints(wanted, actor=console(zone), zone=zone, as_of=_between()) == first

    def test_parts_make_wholes_and_rates_lie_between_none_and_all(self) -> None:
        zone = self.zone
        found = told(zone, all_wanted(defined_figures(), [None], [H1]))
        for one, reading in found.items():
            figure = reading.figure
            if figure.parts:
                parts = [found[one.of(part)].value for part in figure.parts]
                assert sum((part for part in parts if part is not None), Decimal(0)) == reading.value, one
            if figure.kind is Kind.RATIO and reading.of_counts and figure.unit.symbol == "%":
                assert reading.value is None or 0 <= reading.value <= 1, one
                assert reading.part is not None
                assert reading.value is None or reading.value == reading.part / (reading.whole or 1), one

    def test_growth_and_ranks_as_by_hand(self) -> None:
        zone = self.zone
        tree = unit_tree(zone.id)
        found = told(zone, all_wanted(defined_figures(), list(tree.parents), [H1, H1.a_year_before()]))
        ranked = 0
        for figure in WORKED_OUT:
            for unit_id in tree.parents:
                one = Wanted(figure.name, H1, unit_id)
                needed = figure.needs[0].name
                mine = found[Wanted(needed, H1, unit_id)].value
                if figure.kind is Kind.GROWTH:
                    before = found[Wanted(needed, H1.a_year_before(), unit_id)].value
                    assert found[one].value == growth(mine, before), one
                elif figure.kind is Kind.RANK:
                    others = [found[Wanted(needed, H1, peer)].value for peer in tree.peers(unit_id)]
                    better = [o for o in others if o is not None and mine is not None and o > mine]
                    assert found[one].value == (None if mine is None else 1 + len(better)), one
                    ranked += mine is not None
        assert ranked > 2

    def test_as_of_now_is_now_and_the_past_stays_what_it_was(self) -> None:
        zone = self.zone
        wanted = all_wanted(defined_figures(), [None, root_unit(zone.id).id, *_some_units(zone)], [H1, YEAR])
        moment = _between()
        before = {one: reading.value for one, reading in told(zone, wanted).items()}
        assert {one: r.value for one, r in told(zone, wanted, now()).items()} == before
        _turn_over(zone)
        after = {one: reading.value for one, reading in told(zone, wanted).items()}
        changed = {one.name for one in wanted if after[one] != before[one]}
        past = {one: reading.value for one, reading in told(zone, wanted, moment).items()}
        assert {one: (past[one], before[one]) for one in wanted if past[one] != before[one]} == {}
        # What was turned over was felt by nearly all, or this test says nothing.
        untouched = {figure.name for figure in COUNTED} - changed
        assert untouched <= _NOUGHT, untouched

    def test_queries_do_not_grow_with_figures_and_units(self) -> None:
        """One query for each source, one more where objects may count again."""
        zone = self.zone
        tree: UnitTree = unit_tree(zone.id)
        wanted = all_wanted(COUNTED, [None, *tree.parents], [H1])
        sources = {
            figure.base.source.name: figure.base.source for figure in COUNTED if figure.base is not None
        }
        with CaptureQueriesContext(
            connection,
        ) as seen:
            evaluate(wanted, actor=console(zone), zone=zone, tree=tree)
        # And one for the rules of enrolment in force, which say what counts.
        allowed = len(sources) + sum(source.again is not None for source in sources.values()) + 1
        assert len(seen) <= allowed, "\n".join(one["sql"][:200] for one in seen.captured_queries)


@given(st.integers(0, 6), st.integers(0, 60))
def test_the_moment_judged_at_lies_within_the_period_and_is_never_to_come(month: int, days: int) -> None:
    period = Period.parse(f"2018M{month + 1:02}")
    moment = datetime(2018, 6, 1, 12).astimezone() + timedelta(days=days)
    ask = Ask((new_id(),), period, moment)
    assert ask.until <= moment
    assert ask.until.date() <= period.last
    assert ask.day == min(period.last, ask.today)
