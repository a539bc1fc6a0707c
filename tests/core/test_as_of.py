"""The database as it stood at a past moment."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from guatu.core.former_rows import HistoryLost
from guatu.core.ids import first_id_after, moment_of, new_id
from guatu.core.models import FormerRow, Zone
from guatu.core.past import as_of
from guatu.core.use_case import _unit_of_work
from guatu.projects.models.project import Project
from tests.builders import a_zone, console, the_root

Seen = list[tuple[UUID, str, object]]


def seen(zone_id: UUID) -> Seen:
    rows = Project.objects.filter(zone_id=zone_id).order_by("id")
    return list(rows.values_list("id", "name", "total_cny"))


def a_project(zone: Zone, name: str = "一期") -> Project:
    return Project.objects.create(zone=zone, name=name, owner_name="甲公司", unit=the_root(zone))


def a_moment() -> datetime:
    """Now, to the millisecond, with nothing else written within it."""
    moment = moment_of(new_id())
    while moment_of(new_id()) == moment:
        pass
    return moment


def test_a_uuid_tells_its_moment() -> None:
    before = datetime.now(UTC)
    identifier = new_id()
    assert abs((moment_of(identifier) - before).total_seconds()) < 5
    assert identifier < first_id_after(moment_of(identifier))
    a_moment()
    assert first_id_after(moment_of(identifier)) <= new_id()


class TestAsOf(TestCase):
    """Whatever is written, changed and deleted later: the past reads as it read then."""

    @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.lists(
            st.tuples(st.sampled_from(["add", "rename", "many", "delete"]), st.integers(0, 5)),
            min_size=1,
            max_size=12,
        )
    )
    def test_reads_what_was_read_then(self, acts: list[tuple[str, int]]) -> None:
        zone, other = a_zone(), a_zone("OTHER")
        a_project(other, name="elsewhere")
        told: list[tuple[datetime, Seen]] = []
        for number, (act, which) in enumerate(acts):
            told.append((a_moment(), seen(zone.id)))
            a_moment()
            rows = list(Project.objects.filter(zone=zone).order_by("id"))
            if act == "add" or not rows:
                a_project(zone, name=f"new {number}")
            elif act == "rename":
                project = rows[which % len(rows)]
                project.name = f"renamed {number}"
                project.save()
            elif act == "many":
                Project.objects.filter(zone=zone).update(total_cny=number)
            else:
                rows[which % len(rows)].delete()
        now = seen(zone.id)
        for moment, then in told:
            with as_of(moment, zone_ids=[zone.id], models=[Project]):
                assert seen(zone.id) == then
            assert seen(zone.id) == now


@pytest.mark.django_db
def test_goes_along_with_a_cascade() -> None:
    project = a_project(a_zone())
    year = project.years.create(zone=project.zone, year=2018, start_class="new_start")
    ids, zone = {project.id, year.id}, project.zone
    project.delete()
    assert set(FormerRow.objects.filter(zone=zone).values_list("row_id", flat=True)) == ids


def test_a_change_whose_former_state_is_not_kept_is_a_fault(committed_db: None) -> None:
    project = a_project(a_zone())
    actor = console(project.zone)
    with pytest.raises(HistoryLost, match="projects_project"), _unit_of_work(actor):
        Project._base_manager.filter(zone=project.zone).update(name="quietly")
    project.refresh_from_db()
    assert project.name != "quietly"
