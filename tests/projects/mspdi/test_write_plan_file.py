"""A plan as a file of Microsoft Project and back: the published rules, and that nothing changes on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given

from guatu.core.errors import InvalidInput
from guatu.projects.choices import DurationUnit, LinkType
from guatu.projects.mspdi.edits import edits_between, proposed
from guatu.projects.mspdi.read import MAX_BYTES, read_plan_file
from guatu.projects.mspdi.write import DayException, PlanFile, TaskFacts, written
from guatu.projects.rules.plan_edits import apply_edits
from guatu.projects.rules.plan_spec import LinkSpec, PlanSpec, in_order
from tests.projects.mspdi.plans import plans
from tests.projects.mspdi.published_order import faults_of
from tests.projects.plan_builders import small_plan, step

HOLIDAY = DayException(date(2018, 10, 1), date(2018, 10, 7), works=False, name="国庆节")
MADE_UP = DayException(date(2018, 9, 29), date(2018, 9, 30), works=True, name="国庆节")


def a_file(spec: PlanSpec, **facts: TaskFacts) -> bytes:
    return written(
        PlanFile(
            title="碳纤维复合材料",
            spec=spec,
            facts=facts,
            weekdays=(True,) * 5 + (False,) * 2,
            exceptions=(MADE_UP, HOLIDAY),
            calendar_name="工作日历",
            labels=("挂图编码", "责任单位", "部门"),
            saved_at=datetime(2018, 7, 2, tzinfo=UTC),
        )
    )


@given(plans())
def test_out_and_in_changes_nothing(spec: PlanSpec) -> None:
    assert edits_between(spec, proposed(spec, read_plan_file(a_file(spec)))) == []


@given(plans())
def test_the_published_rules_are_kept(spec: PlanSpec) -> None:
    day = date(2018, 7, 2)
    facts = {m.code: TaskFacts((day, day), (day, day), (day, None), critical=True) for m in spec.milestones}
    assert faults_of(fromstring(a_file(spec, **facts))) == []


@given(plans(), plans())
def test_the_edits_lead_from_any_plan_to_any_other(before: PlanSpec, after: PlanSpec) -> None:
    """Another plan's file brings its milestones, and the limits that no file holds stay those of the draft."""
    wanted = proposed(before, read_plan_file(a_file(after)))
    anchors = {m.code for m in before.milestones if m.anchor}
    if anchors <= wanted.by_code.keys():
        assert in_order(apply_edits(before, edits_between(before, wanted))) == wanted


def test_what_somebody_changed_in_the_file_comes_back() -> None:
    spec = in_order(small_plan(target=date(2019, 6, 28)))
    text = a_file(spec).decode()
    text = text.replace(">厂房<", ">1号厂房<").replace("2019-06-28T17:00:00", "2019-05-31T17:00:00")
    text = text.replace("<Duration>PT160H0M0S</Duration>", "<Duration>PT80H0M0S</Duration>")
    after = proposed(spec, read_plan_file(text.encode()))
    assert after.target == date(2019, 5, 31)
    assert after.by_code["building"] == replace(spec.by_code["building"], name="1号厂房")
    assert after.by_code["drawings"] == replace(spec.by_code["drawings"], duration=10)
    assert len(edits_between(spec, after)) == 3


def test_one_constraint_shows_and_the_others_stay() -> None:
    days = date(2018, 9, 3), date(2018, 12, 28), date(2018, 10, 8)
    spec = PlanSpec((step("a", 5, not_before=days[0], not_after=days[1]), step("b", 0, fixed_start=days[2])))
    text = a_file(spec).decode().replace("2018-09-03T08:00:00", "2018-09-10T08:00:00")
    first = proposed(spec, read_plan_file(text.encode())).by_code["a"]
    assert (first.not_before, first.not_after) == (date(2018, 9, 10), days[1])
    freed = text.replace("<ConstraintType>2", "<ConstraintType>0")
    assert proposed(spec, read_plan_file(freed.encode())).by_code["b"].fixed_start is None


def test_without_codes_tasks_are_known_by_their_names() -> None:
    spec = in_order(small_plan())
    text = a_file(spec).decode().replace("188743731", "188743750")
    assert edits_between(spec, proposed(spec, read_plan_file(text.encode()))) == []


def test_a_copied_task_is_a_new_milestone() -> None:
    spec = in_order(small_plan())
    text = a_file(spec).decode()
    start = text.index("<Task>\n   <UID>6</UID>")
    task = text[start : text.index("</Task>", start) + len("</Task>")]
    copied = task.replace("<UID>6<", "<UID>99<").replace(">厂房<", ">2号厂房<")
    after = proposed(spec, read_plan_file(text.replace(task, task + copied).encode()), {"m10"})
    assert [m.name for m in after.milestones][5:7] == ["厂房", "2号厂房"]
    assert after.milestones[6].code == "m11"


def test_holidays_and_make_up_days_are_exceptions() -> None:
    root = fromstring(a_file(in_order(small_plan())))
    name = "{http://schemas.microsoft.com/project}"
    found = [
        (
            e.findtext(f"{name}TimePeriod/{name}FromDate"),
            e.findtext(f"{name}DayWorking"),
            e.findtext(f"{name}Name"),
        )
        for e in root.iter(f"{name}Exception")
    ]
    assert found == [("2018-09-29T00:00:00", "1", "国庆节"), ("2018-10-01T00:00:00", "0", "国庆节")]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<Duration>PT160H0M0S</Duration>", "<Duration>PT12H0M0S</Duration>", "图纸: 1.5 days"),
        ("<Duration>PT160H0M0S</Duration>", "<Duration>P1M</Duration>", "图纸: “P1M” is no duration."),
        ("<Name>图纸</Name>", "<Name> </Name>", "#4: a task needs a name."),
        ("<LinkLag>48000</LinkLag>", "<LinkLag>100</LinkLag>", "设备: 0.02 days"),
        ("<LinkLag>48000</LinkLag>\n    <LagFormat>7", "<LinkLag>50</LinkLag><LagFormat>19", "设备: a lag in percent"),
        ("<PredecessorUID>5<", "<PredecessorUID>77<", "厂房: it waits for a task that is not in the file."),
        ("<CrossProject>0", "<CrossProject>1", "环评: it waits for a task of another file."),
        ("<ConstraintType>0", "<ConstraintType>5", "备案: it can start on a day"),
        ("<ConstraintType>0", "<ConstraintType>4", "备案: its constraint has no date."),
        ("<UID>6</UID>", "<UID>7</UID>", "file: Two tasks have the same UID."),
        ("<MinutesPerDay>480", "<MinutesPerDay>0", "how long a working day is"),
        ("http://schemas.microsoft.com/project", "http://example.org", "not the XML of Microsoft Project"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_of_its_task(old: str, new: str, said: str) -> None:
    spec = in_order(small_plan())
    text = a_file(spec).decode()
    assert old in text
    with pytest.raises(InvalidInput) as raised:
        proposed(spec, read_plan_file(text.replace(old, new).encode()))
    assert said in str(raised.value)


BOMB = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;">]><Project>&c;</Project>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (BOMB.encode(), "document type"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><Project/>', "document type"),
        (b"\xd0\xcf\x11\xe0 an .mpp", "no XML"),
        (b"", "no XML"),
        (b'<Project xmlns="http://schemas.microsoft.com/project"/>', "no tasks"),
        (b" " * (MAX_BYTES + 1), "larger than 2 MB"),
    ],
)
def test_what_is_no_such_file_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        read_plan_file(content)


def test_links_and_lags_of_every_kind() -> None:
    links = [
        LinkSpec("a", kind, lag, unit) for kind in LinkType for lag, unit in ((3, DurationUnit.CALENDAR_DAY),)
    ]
    spec = in_order(PlanSpec((step("a", 5), step("b", 5, *links))))
    text = a_file(spec).decode()
    assert "<LinkLag>43200</LinkLag>" in text
    assert {f"<Type>{n}</Type>" in text for n in range(4)} == {True}
    assert proposed(spec, read_plan_file(text.encode())) == spec
