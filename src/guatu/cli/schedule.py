"""`guatu schedule`: back-schedule a project, or a bare network without a database."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from guatu.cli.context import json_option, print_json, zone_option
from guatu.cli.zones import find_zone
from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.core.json import to_json
from guatu.organization.powers import system_actor
from guatu.projects.network_files import MAX_BYTES, CalendarName, calendar_for, read_network
from guatu.projects.scheduling.compression import Compression, compress
from guatu.projects.scheduling.plan import Plan, schedule
from guatu.projects.selectors.schedule_report import ProjectSchedule, find_project, project_schedule

DATE = click.DateTime(formats=["%Y-%m-%d"])


@click.command("schedule")
@click.argument("project", required=False)
@click.option("--target", type=DATE, help="Day to be finished by.")
@click.option("--start", type=DATE, help="With --network: day before which nothing starts.")
@click.option(
    "--network",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Schedule the network in this JSON file instead of a project; needs no database.",
)
@click.option(
    "--calendar",
    type=click.Choice([name.value for name in CalendarName]),
    help="With --network: days that are worked: all alike (none), Monday to Friday, or China's.",
)
@zone_option
@json_option
def command(
    project: str | None,
    target: datetime | None,
    start: datetime | None,
    network: Path | None,
    calendar: str | None,
    zone_code: str | None,
    as_json: bool,
) -> None:
    """Back-schedule PROJECT (its name, code or id): latest start, latest finish, float, critical path.

    Where the target cannot be met: which milestones to compress, by how many days, and who must agree.
    """
    aimed = target.date() if target else None
    if network is not None:
        if project is not None:
            raise InvalidInput({"project": "expected either a project or --network, not both"})
        _network(network, CalendarName(calendar or "none"), start.date() if start else None, aimed, as_json)
        return
    if project is None:
        raise InvalidInput({"project": "expected the name, code or id of a project, or --network FILE.json"})
    for name, value in (("--start", start), ("--calendar", calendar)):
        if value is not None:
            raise InvalidInput({name: "is for --network; a project starts today, on its zone's calendar"})
    zone = find_zone(zone_code)
    actor = system_actor("console", zone)
    found = project_schedule(find_project(project, actor=actor), actor=actor, today=today(zone), target=aimed)
    if as_json:
        print_json(to_json(_report(found)))
    else:
        _print_report(_report(found))


# --- a bare network ---


def _network(
    file: Path, calendar: CalendarName, start: date | None, target: date | None, as_json: bool
) -> None:
    if file.stat().st_size > MAX_BYTES:
        raise InvalidInput({"--network": f"expected at most {MAX_BYTES} bytes"})
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput({"--network": f"expected UTF-8: {error}"}) from error
    network = read_network(text)
    days = calendar_for(calendar, network, start, target)
    if calendar is not CalendarName.NONE and days is None:
        raise InvalidInput({"--start": f"with --calendar {calendar}, expected a --start or a --target"})
    plan = schedule(network, calendar=days, start=start, target=target)
    remedies = None if plan.feasible else compress(plan, calendar=days)
    document = to_json(_schedule(plan) | _remedies(remedies))
    if as_json:
        print_json(document)
    else:
        _print(document)


def _schedule(plan: Plan) -> dict[str, Any]:
    return {
        "span": plan.span,
        "start": plan.start,
        "finish": plan.finish,
        "feasible": plan.feasible,
        "milestones": [
            {
                "id": m.id,
                "early_start": m.early_start,
                "early_finish": m.early_finish,
                "late_start": m.late_start,
                "late_finish": m.late_finish,
                "float": m.total_float,
                "critical": m.critical,
            }
            for m in plan.milestones
        ],
    }


def _remedies(compression: Compression | None) -> dict[str, Any]:
    if compression is None:
        return {"compress": [], "shortfalls": []}
    return {
        "compress": [
            {
                "id": m.id, "days": m.days, "unit": m.unit, "duration": m.duration,
                "compressed": m.compressed, "approver": m.approver,
            }
            for m in compression.milestones
        ],
        "shortfalls": [
            {"id": s.id, "kind": s.kind, "limit": s.limit, "earliest": s.earliest, "days": s.days}
            for s in compression.shortfalls
        ],
    }  # fmt: skip


# --- a project ---


def _report(found: ProjectSchedule) -> dict[str, Any]:
    outlook = found.outlook
    spec, dates = outlook.spec, outlook.dates
    return {
        "project": {"id": found.project.id, "name": found.project.name, "code": found.project.code},
        "basis": found.basis,
        "plan": found.plan.number if found.plan is not None else None,
        "today": dates.today,
        "target": spec.target,
        "targets": spec.targets,
        "span": dates.span,
        "start": dates.start,
        "finish": dates.finish,
        "feasible": dates.feasible,
        "milestones": [
            {
                "id": m.code,
                "name": spec.by_code[m.code].name,
                "department": spec.by_code[m.code].department,
                "duration": spec.by_code[m.code].duration,
                "unit": spec.by_code[m.code].unit_of_time,
                "early_start": m.early_start,
                "early_finish": m.early_finish,
                "late_start": m.late_start,
                "late_finish": m.late_finish,
                "float": m.total_float,
                "critical": m.critical,
                "started": m.started,
                "finished": m.finished,
            }
            for m in dates.milestones
        ],
        "start_today": list(dates.start_now),
        **_remedies(outlook.remedies),
    }


def _print_report(report: dict[str, Any]) -> None:
    names = {m["id"]: m["name"] for m in report["milestones"]}
    target = report["target"] or "–"
    click.echo(f"{report['project']['name']} · {report['basis']} · target {target} · today {report['today']}")
    _print(to_json(report), names)
    if report["start_today"]:
        click.echo("start today: " + ", ".join(names[code] for code in report["start_today"]))


# --- in words ---


def _print(document: dict[str, Any], names: dict[str, str] | None = None) -> None:
    labels = names or {}
    click.echo(
        f"{document['start']} to {document['finish']}, span {document['span']}, "
        + ("feasible" if document["feasible"] else "NOT FEASIBLE")
    )
    click.echo(f"{'late start':>10}  {'late finish':>11}  {'float':>6}  milestone (* critical)")
    for m in document["milestones"]:
        mark = "*" if m["critical"] else " "
        name = labels.get(m["id"], m["id"])
        click.echo(f"{m['late_start']:>10}  {m['late_finish']:>11}  {m['float']:>6} {mark} {name}")
    for cut in document["compress"]:
        click.echo(
            f"compress {labels.get(cut['id'], cut['id'])} by {cut['days']} {cut['unit']}s "
            f"({cut['duration']} to {cut['compressed']}): {cut['approver']} must agree"
        )
    for short in document["shortfalls"]:
        name = "the target" if short["id"] is None else labels.get(short["id"], short["id"])
        click.echo(
            f"{name} {short['limit']} cannot be met, whatever is compressed: "
            f"{short['earliest']} at the earliest ({short['days']} days later)"
        )
