"""`guatu schedule`: bare networks without a database, and projects."""

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from guatu.cli.main import guatu
from guatu.cli.schedule import command
from guatu.core.errors import InvalidInput, NotFound, Refused
from guatu.projects.models.project import Project
from tests.builders import a_unit
from tests.projects.plan_builders import MONDAY, TARGET, a_committed_plan, a_draft, a_planned_zone, on
from tests.projects.progress_builders import a_project

SMALL = [
    {"id": "a", "duration": 3},
    {"id": "b", "duration": 2, "predecessors": [{"id": "a", "type": "FS", "lag": 0}]},
    {"id": "c", "duration": 4, "predecessors": [{"id": "a"}]},
    {"id": "d", "duration": 1, "predecessors": [{"id": "b"}, {"id": "c", "type": "FF", "lag": 2}]},
]


def network(folder: Path, milestones: Any) -> str:
    file = folder / "network.json"
    file.write_text(json.dumps({"milestones": milestones}), "utf-8")
    return str(file)


def run(*arguments: str) -> str:
    done = CliRunner().invoke(command, list(arguments), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def scheduled(*arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(*arguments, "--json"))
    return found


def by_id(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {m["id"]: m for m in document["milestones"]}


def test_without_calendar_or_date_times_are_whole_units_from_zero(tmp_path: Path) -> None:
    found = scheduled("--network", network(tmp_path, SMALL))
    assert found["span"] == 9
    assert by_id(found)["b"] == {
        "id": "b",
        "early_start": 3,
        "early_finish": 5,
        "late_start": 6,
        "late_finish": 8,
        "float": 3,
        "critical": False,
    }
    assert [m["id"] for m in found["milestones"] if m["critical"]] == ["a", "c", "d"]
    assert by_id(found)["d"]["early_start"] == 8, "its finish waits for two days after c"


def test_weekdays_count_from_the_start_and_dates_are_inclusive(tmp_path: Path) -> None:
    found = scheduled(
        "--network", network(tmp_path, SMALL), "--calendar", "weekdays", "--start", "2018-07-02"
    )
    a, c = by_id(found)["a"], by_id(found)["c"]
    assert (a["early_start"], a["early_finish"]) == ("2018-07-02", "2018-07-04")
    assert (c["early_start"], c["early_finish"]) == ("2018-07-05", "2018-07-10")
    assert (found["start"], found["finish"], found["span"]) == ("2018-07-02", "2018-07-12", 9)


def test_china_works_make_up_days_and_rests_on_holidays(tmp_path: Path) -> None:
    found = scheduled("--network", network(tmp_path, SMALL), "--calendar", "cn", "--target", "2018-10-10")
    c, d = by_id(found)["c"], by_id(found)["d"]
    assert (d["late_start"], d["late_finish"]) == ("2018-10-10", "2018-10-10")
    # Saturday 29 and Sunday 30 September were worked; 1 to 7 October were not.
    assert (c["late_start"], c["late_finish"]) == ("2018-09-28", "2018-10-08")
    assert found["feasible"]


def test_dates_without_a_calendar_work_every_day(tmp_path: Path) -> None:
    found = scheduled("--network", network(tmp_path, SMALL), "--start", "2018-07-06")
    assert by_id(found)["a"]["early_finish"] == "2018-07-08"


def test_target_out_of_reach_names_what_to_compress_and_what_cannot_be_met(tmp_path: Path) -> None:
    short = [{**m, "shortest": max(1, int(m["duration"]) - 1)} for m in SMALL]  # type: ignore[call-overload]
    arguments = ("--network", network(tmp_path, short), "--start", "2018-07-02", "--target", "2018-07-09")
    found = scheduled(*arguments)
    assert not found["feasible"]
    assert found["compress"] == [
        {"id": found["compress"][0]["id"], "days": 1, "unit": "working_day", "approver": "lead_official"}
        | {k: found["compress"][0][k] for k in ("duration", "compressed")}
    ]
    assert found["shortfalls"] == []
    worse = scheduled(*arguments[:-1], "2018-07-05")
    assert worse["shortfalls"][0]["limit"] == "2018-07-05"
    assert worse["shortfalls"][0]["earliest"] > "2018-07-05"
    assert "must agree" in run(*arguments)


def test_fixed_dates_bounds_and_lags_of_all_types(tmp_path: Path) -> None:
    milestones = [
        {"id": "a", "duration": 2, "not_before": 5},
        {"id": "b", "duration": 3, "predecessors": [{"id": "a", "type": "SS", "lag": 1}], "not_after": 20},
        {"id": "c", "duration": 1, "fixed": 30, "predecessors": [{"id": "b", "type": "FF", "lag": -2}]},
        {"id": "e", "duration": 4, "predecessors": [{"id": "c", "type": "SF", "lag": 3}]},
    ]
    found = by_id(scheduled("--network", network(tmp_path, milestones)))
    assert [(m["early_start"], m["early_finish"]) for m in found.values()] == [
        (5, 7),
        (6, 9),
        (30, 31),
        (29, 33),
    ]
    assert found["b"]["late_finish"] == 20


def test_empty_network_has_no_length(tmp_path: Path) -> None:
    found = scheduled("--network", network(tmp_path, []))
    assert (found["span"], found["milestones"]) == (0, [])


@pytest.mark.parametrize("calendar", ["none", "weekdays", "cn"])
def test_long_chains_are_scheduled(tmp_path: Path, calendar: str) -> None:
    chain = [
        {"id": str(n), "duration": 2, "predecessors": [{"id": str(n - 1)}] if n else []} for n in range(3000)
    ]
    dated = () if calendar == "none" else ("--start", "2018-07-02")
    found = scheduled("--network", network(tmp_path, chain), "--calendar", calendar, *dated)
    assert found["span"] == 6000
    assert all(m["critical"] for m in found["milestones"])


@pytest.mark.parametrize(
    ("milestones", "places"),
    [
        ([{"id": "a", "duration": 1, "predecessors": [{"id": "a"}]}], ["milestones"]),
        ([{"id": "a", "duration": -1}], ["milestones[0].duration"]),
        ([{"id": "a", "duration": 1.5}], ["milestones[0].duration"]),
        ([{"id": "a"}], ["milestones[0].duration"]),
        ([{"duration": 1}], ["milestones[0].id"]),
        ([{"id": "a", "duration": 1}, {"id": "a", "duration": 1}], ["milestones[1].id"]),
        ([{"id": "a", "duration": 1, "predecessors": [{"id": "z"}]}], ["milestones[0].predecessors[0].id"]),
        (
            [{"id": "a", "duration": 1, "predecessors": [{"id": "a", "type": "XX"}]}],
            ["milestones[0].predecessors[0].type"],
        ),
        (
            [{"id": "a", "duration": 1, "predecessors": ["b"]}],
            ["milestones[0].predecessors[0]", "milestones[0].predecessors[0].id"],
        ),
        ([{"id": "a", "duration": 1, "predecesors": []}], ["milestones[0].predecesors"]),
        ([{"id": "a", "duration": 1, "not_before": "2018-13-01"}], ["milestones[0].not_before"]),
        (["a"], ["milestones[0]", "milestones[0].id", "milestones[0].duration"]),
        ({"a": 1}, ["milestones"]),
    ],
)  # fmt: skip
def test_bad_networks_are_refused_at_their_place(tmp_path: Path, milestones: Any, places: list[str]) -> None:
    with pytest.raises(InvalidInput) as error:
        run("--network", network(tmp_path, milestones))
    assert [fault.place for fault in error.value.faults] == places


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[1, 2]", b"\xff\xfe", b"[" * 100_000, b'{"milestones": NaN}']
)
def test_files_that_are_no_network_are_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "bad.json"
    file.write_bytes(content)
    with pytest.raises(InvalidInput):
        run("--network", str(file))


def test_calendar_needs_a_date(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="--start or a --target"):
        run("--network", network(tmp_path, SMALL), "--calendar", "cn")


def test_cycle_is_named_on_stderr_with_status_2(tmp_path: Path) -> None:
    cycle = [
        {"id": "环评", "duration": 1, "predecessors": [{"id": "备案"}]},
        {"id": "备案", "duration": 1, "predecessors": [{"id": "环评"}]},
    ]
    done = CliRunner().invoke(guatu, ["schedule", "--network", network(tmp_path, cycle), "--json"])
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "环评 → 备案 → 环评" in done.stderr


def test_a_network_needs_no_database(tmp_path: Path) -> None:
    data = tmp_path / "data"
    environment = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "GUATU_SECRET_KEY")}
    for option in (["--network", network(tmp_path, SMALL)], [f"--network={network(tmp_path, SMALL)}"]):
        done = subprocess.run(
            [sys.executable, "-m", "guatu", "schedule", *option, "--json"],
            env=environment | {"GUATU_DATA": str(data)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert json.loads(done.stdout)["span"] == 9
    assert not data.exists()


# --- projects ---


@pytest.mark.django_db
def test_draft_of_a_project_is_scheduled_back_from_its_target() -> None:
    plan = a_draft()
    with on(MONDAY):
        found = scheduled(plan.project.name)
        tight = scheduled(str(plan.project_id), "--target", "2018-11-30")
    assert (found["basis"], found["target"], found["feasible"]) == ("draft", TARGET.isoformat(), True)
    assert by_id(found)["completion"]["late_finish"] == TARGET.isoformat()
    assert not tight["feasible"]
    assert tight["start_today"] == ["filing"]
    assert {cut["approver"] for cut in tight["compress"]} == {"lead_official"}
    assert Project.objects.get(id=plan.project_id).committed_finish is None, "nothing is stored"


@pytest.mark.django_db
def test_project_without_a_plan_is_scheduled_by_its_template() -> None:
    zone = a_planned_zone()
    project = a_project(zone, actual_start=None, committed_finish=TARGET, code="2018-321181-36-03-000001")
    with on(MONDAY):
        found = scheduled(project.code, "--zone", zone.code)
    assert (found["basis"], found["plan"], found["target"]) == ("template", None, TARGET.isoformat())
    with on(MONDAY):
        assert "竣工验收" in run(project.name)


@pytest.mark.django_db
def test_approved_plan_is_scheduled_with_what_has_happened() -> None:
    plan = a_committed_plan()
    with on(TARGET + timedelta(days=1)):
        found = scheduled(plan.project.name[:3])
    assert (found["basis"], found["plan"], found["feasible"]) == ("committed", 1, False)
    assert found["shortfalls"][0]["kind"] == "target"
    assert date.fromisoformat(found["shortfalls"][0]["earliest"]) > TARGET


@pytest.mark.django_db
def test_refuses_what_it_cannot_find_or_tell_apart() -> None:
    zone = a_planned_zone()
    unit = a_unit(zone, "航空园")
    for name in ("碳纤维一期", "碳纤维二期"):
        Project.objects.create(zone=zone, unit=unit, name=name, type="equipment")
    with pytest.raises(NotFound):
        run("没有的项目")
    with pytest.raises(InvalidInput, match="碳纤维一期"):
        run("碳纤维")
    with pytest.raises(Refused) as refused:
        run("碳纤维一期")
    assert refused.value.code == "no_template"


@pytest.mark.parametrize(
    "arguments", [[], ["某项目", "--start", "2018-07-02"], ["某项目", "--calendar", "cn"]]
)
def test_refuses_what_does_not_go_together(arguments: list[str]) -> None:
    with pytest.raises(InvalidInput):
        run(*arguments)


def test_refuses_a_project_and_a_network_at_once(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        run("某项目", "--network", network(tmp_path, SMALL))
