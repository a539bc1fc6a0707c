"""Open matters on the chart: how many, how urgent, which rows they let through, and in which order."""

from datetime import date

import pytest
from django.http import QueryDict
from django.test import Client

from guatu.accounts.models import User
from guatu.matters.models.clocks import MatterStanding
from guatu.matters.models.matter import Matter
from guatu.matters.use_cases.close_out_matter import close_out_matter
from guatu.projects.models.plan import Milestone
from guatu.projects.models.project import Project
from guatu.projects.selectors.open_matters import open_matters
from guatu.wallchart.filters import read_chart_filters
from guatu.wallchart.rows import Chart, ChartMatters
from guatu.wallchart.selectors import chart
from tests.matters.matter_builders import Cast, a_cast, a_matter, at, dispatched, verified
from tests.projects.progress_builders import a_project, a_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return a_cast("CM")


def listed(cast: Cast, name: str) -> Project:
    """A project of the park on the year's list."""
    project = a_project(cast.zone, cast.park, name=name)
    a_year(project)
    return project


def a_milestone(project: Project, *, critical: bool) -> Milestone:
    return Milestone.objects.create(
        zone=project.zone,
        project=project,
        code=f"m{critical}",
        name="主体封顶",
        critical=critical,
        committed_finish=date(2018, 9, 30),
    )


def shown(cast: Cast, query: str = "", actor: object = None) -> Chart:
    filters = read_chart_filters(QueryDict(query), year=2018)
    return chart(actor=actor or cast.office, zone=cast.zone, filters=filters)[0]  # type: ignore[arg-type]


def marks(found: Chart) -> dict[str, ChartMatters | None]:
    return {row.name: row.matters for row in found.rows}


def names(found: Chart) -> list[str]:
    return [row.name for row in found.rows]


def test_a_row_counts_what_is_open_about_the_project_and_its_milestones(cast: Cast) -> None:
    held, free = listed(cast, "甲"), listed(cast, "乙")
    with at(2):
        dispatched(cast, "problem", subject=held)
        a_matter(cast, "problem", subject=a_milestone(held, critical=True))
        a_matter(cast, "problem", subject=a_milestone(held, critical=False))
        close_out_matter(actor=cast.supervisor, matter=verified(cast, subject=free))
        assert marks(shown(cast)) == {"甲": ChartMatters(3, 0, 1, ""), "乙": None}


def test_late_ones_and_the_worst_slip_are_told(cast: Cast) -> None:
    project = listed(cast, "甲")
    with at(2):
        slips = [dispatched(cast, "problem", subject=project) for _ in range(2)]
    MatterStanding.objects.filter(matter=slips[0]).update(colour="yellow")
    MatterStanding.objects.filter(matter=slips[1]).update(colour="red")
    with at(2):
        assert marks(shown(cast))["甲"] == ChartMatters(2, 0, 0, "red")
    with at(1, month=12):
        assert marks(shown(cast))["甲"] == ChartMatters(2, 2, 0, "red")


def test_filters_and_order_follow_the_matters(cast: Cast) -> None:
    _quiet, about, critical = (listed(cast, n) for n in ("甲", "乙", "丙"))
    with at(2):
        late = dispatched(cast, "problem", subject=about)
        a_matter(cast, "problem", subject=a_milestone(critical, critical=True))
    with at(3):
        assert set(names(shown(cast, "matters=open"))) == {"乙", "丙"}
        assert names(shown(cast, "matters=critical")) == ["丙"]
        assert names(shown(cast, "matters=late")) == []
        assert names(shown(cast, "order=matters")) == ["丙", "乙", "甲"]
    MatterStanding.objects.filter(matter=late).update(due_at=late.raised_at)
    with at(4):
        assert names(shown(cast, "matters=late")) == ["乙"]


def test_what_somebody_may_not_see_is_not_counted(cast: Cast) -> None:
    project = listed(cast, "甲")
    with at(2):
        secret = dispatched(cast, "problem", subject=project, actor=cast.office)
        Matter.objects.filter(id=secret.id).update(is_confidential=True, lead_unit=cast.bureau)
        assert marks(shown(cast))["甲"] == ChartMatters(1, 0, 0, "")
        assert marks(shown(cast, actor=cast.clerk)) == {"甲": None}


def test_matters_cost_one_query_however_many(cast: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with at(2):
        for number in range(12):
            a_matter(cast, "problem", subject=listed(cast, f"项目{number}"))
        with django_assert_num_queries(1):
            assert len(open_matters(actor=cast.office, zone=cast.zone)) == 12


def test_data_and_popover_show_them(cast: Cast, client: Client) -> None:
    project, other = listed(cast, "甲"), listed(cast, "乙")
    client.force_login(User.objects.get(id=cast.office.user_id))
    with at(2):
        a_matter(cast, "problem", title="用地手续", subject=project)
        a_matter(cast, "problem", title="封顶受阻", subject=a_milestone(project, critical=True))
        rows = {r["name"]: r for r in client.get("/z/CM/chart/data?year=2018").json()["rows"]}
        assert rows["甲"]["matters"] == [2, 0, 1, ""]
        assert "matters" not in rows["乙"]
        why = client.get(f"/z/CM/projects/{project.id}/why").content.decode()
        assert 0 < why.index("封顶受阻") < why.index("用地手续")
        first = client.get(f"/z/CM/projects/{project.id}/why?first=matters").content.decode()
        assert first.index("封顶受阻") < first.index("<p")
        assert "worklist" not in client.get(f"/z/CM/projects/{other.id}/why").content.decode()
        page = client.get("/z/CM/chart/?matters=open&order=matters").content.decode()
        assert '<option value="open" selected>' in page
        assert '<option value="matters" selected>' in page
