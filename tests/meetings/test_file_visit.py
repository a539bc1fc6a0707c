"""Visits and weekly reviews: what follows from them, and how far they reach."""

from datetime import date
from fractions import Fraction

import pytest

from guatu.attachments.models import Attachment
from guatu.core.errors import InvalidInput, NotAllowed
from guatu.core.periods import Period
from guatu.matters.models.matter import Matter
from guatu.meetings.models.fieldwork import Review, SiteVisit
from guatu.meetings.selectors.fieldwork import causes_over_time, coverage, visible_visits
from guatu.meetings.use_cases.file_review import file_review
from guatu.meetings.use_cases.file_visit import Finding, file_visit
from guatu.organization.models import Person
from tests.attachments.files import photo
from tests.matters.matter_builders import Cast, at
from tests.projects.progress_builders import a_project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_storage")]

WEEK = Period.parse("2018W27")


def the_leader(cast: Cast) -> Person:
    return Person.objects.get(id=cast.leader.person_id)


def a_visit(cast: Cast, **values: object) -> SiteVisit:
    given: dict[str, object] = {
        "actor": cast.leader,
        "kind": "supervision",
        "day": date(2018, 7, 2),
        "leader": the_leader(cast),
    } | values
    return file_visit(**given)  # type: ignore[arg-type]


def test_what_is_not_settled_becomes_a_matter(cast: Cast) -> None:
    project = a_project(cast.zone, cast.park)
    with at():
        visit = a_visit(
            cast,
            project=project,
            findings=[
                Finding("便道积水", is_settled=True),
                Finding("脚手架验收资料不全", lead_unit=cast.park, due_on=date(2018, 7, 5)),
            ],
            photos=[photo("a.jpg")],
        )
    first, second = visit.findings.all()
    assert first.matter is None
    assert second.matter is not None
    assert (second.matter.kind.code, second.matter.source, second.matter.lead_unit) == (
        "problem",
        "visit",
        cast.park,
    )
    assert Attachment.objects.get().subject_id == visit.id


def test_faults_leave_nothing_behind(cast: Cast) -> None:
    with at():
        with pytest.raises(InvalidInput) as caught:
            a_visit(cast, day=date(2018, 7, 3), leader=None, findings=[Finding(" ")])
        assert {f.place for f in caught.value.faults} == {"day", "leader", "place", "finding-0"}
        with pytest.raises(InvalidInput) as caught:
            a_visit(cast, kind="joint", place="园区", units=[cast.park, cast.park])
        assert {f.place for f in caught.value.faults} == {"units"}
    assert not SiteVisit.objects.exists()
    assert not Matter.objects.exists()


def test_coverage_counts_projects_once_and_names_leaders_without_a_visit(cast: Cast) -> None:
    one, two = a_project(cast.zone, cast.park), a_project(cast.zone, cast.park, name="另一个")
    with at():
        before = coverage(actor=cast.office, day=date(2018, 7, 2), week=WEEK)
        assert [row.person.id for row in before.missing] == [cast.leader.person_id]
        a_visit(cast, project=one)
        a_visit(cast, project=one, findings=[Finding("当场解决", is_settled=True)])
        a_visit(
            cast, kind="joint", project=two, leader=None, units=[cast.park, cast.bureau],
            findings=[Finding("待办", lead_unit=cast.park)],
        )  # fmt: skip
        after = coverage(actor=cast.office, day=date(2018, 7, 2), week=WEEK)
    assert (after.projects, after.visited, after.jointly) == (2, 2, 1)
    assert (after.rate, after.joint_rate, after.spot_rate) == (1, Fraction(1, 2), Fraction(1, 2))
    assert not after.missing
    assert after.leaders[0].month == 2


def test_visits_are_seen_with_their_project(cast: Cast) -> None:
    with at():
        a_visit(cast, project=a_project(cast.zone, cast.park))
        a_visit(cast, place="别处")
    assert visible_visits(actor=cast.clerk).count() == 1
    assert visible_visits(actor=cast.bureau_clerk).count() == 0
    assert visible_visits(actor=cast.office).count() == 2


@pytest.mark.parametrize("who", ["supervisor", "grid", "bureau_clerk"])
def test_who_may_not_file_a_visit(cast: Cast, who: str) -> None:
    with at(), pytest.raises(NotAllowed):
        a_visit(cast, actor=getattr(cast, who), project=a_project(cast.zone, cast.park))


def a_review(cast: Cast, week: str = "2018W26", **values: object) -> Review:
    given: dict[str, object] = {
        "actor": cast.clerk, "unit": cast.park, "week": Period.parse(week), "plan": "封顶", "fact": "三层",
        "cause": "builder", "lesson": "班组要足", "next_step": "增加班组",
    } | values  # fmt: skip
    return file_review(**given)  # type: ignore[arg-type]


def test_causes_are_counted_over_time(cast: Cast) -> None:
    weeks = [Period.parse(text) for text in ("2018W24", "2018W25", "2018W26")]
    with at():
        a_review(cast, "2018W24", cause="utilities")
        a_review(cast, "2018W25", cause="none", lesson="", next_step="")
        a_review(cast, "2018W26", cause="utilities")
        a_review(cast, "2018W26", cause="money", project=a_project(cast.zone, cast.park))
        found = causes_over_time(actor=cast.office, weeks=weeks)
    assert [(c.cause, c.total, list(c.by_week)) for c in found] == [
        ("utilities", 2, [1, 0, 1]),
        ("money", 1, [0, 0, 1]),
    ]


def test_a_review_is_written_anew_and_asks_for_the_lesson(cast: Cast) -> None:
    with at():
        first = a_review(cast)
        assert a_review(cast, fact="四层") == first
        assert Review.objects.get().fact == "四层"
        with pytest.raises(InvalidInput) as caught:
            a_review(cast, week="2018M06", lesson=" ")
        assert {f.place for f in caught.value.faults} == {"week", "lesson"}
        with pytest.raises(NotAllowed):
            a_review(cast, actor=cast.bureau_clerk)
