"""`guatu import`: take in office workbooks."""

import json
import sys
from datetime import datetime
from pathlib import Path

import click

from guatu.cli.context import json_option, print_json, zone_option
from guatu.cli.import_deals import agreements, prospects
from guatu.cli.zones import find_zone
from guatu.core.clock import today
from guatu.indicators.sheets.compare import compare, held
from guatu.indicators.sheets.outcome import readings_report
from guatu.indicators.sheets.read import read_readings
from guatu.indicators.use_cases.import_indicators import import_indicators
from guatu.organization.powers import system_actor
from guatu.projects.sheets.columns import mapping_for, parse_mapping
from guatu.projects.sheets.preview import preview_import
from guatu.projects.sheets.read import read_projects
from guatu.projects.sheets.report import import_report
from guatu.projects.use_cases.import_projects import import_projects
from guatu.sheets.open import open_workbook
from guatu.sheets.write_rejects import write_rejects


@click.group("import")
def command() -> None:
    """Take in workbooks."""


command.add_command(prospects)
command.add_command(agreements)


@command.command("projects")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--sheet", "sheet_name", metavar="NAME", help="The sheet; without it the one that fits best.")
@click.option("--year", type=click.IntRange(1990, 2100), help="Year of the list; else what the title says.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Day of the list; else what the title says.")
@click.option(
    "--mapping", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="JSON: header → field."
)
@click.option("--dry-run", is_flag=True, help="Read and compare, change nothing.")
@click.option(
    "--partial",
    type=click.Path(path_type=Path),
    metavar="REJECTS.xlsx",
    help="Take the good rows; write the others here.",
)
@zone_option
@json_option
def projects(
    file: Path,
    sheet_name: str | None,
    year: int | None,
    as_of: datetime | None,
    mapping: Path | None,
    dry_run: bool,
    partial: Path | None,
    zone_code: str | None,
    as_json: bool,
) -> None:
    """Read a project list as the office keeps it. All or nothing, unless --partial."""
    zone = find_zone(zone_code)
    actor = system_actor("console", zone)
    given = parse_mapping(json.loads(mapping.read_text("utf-8"))) if mapping else {}
    read = read_projects(
        open_workbook(file),
        sheet_name=sheet_name,
        year=year,
        as_of=as_of.date() if as_of else None,
        mapping={**mapping_for(zone.id), **given},
        today=today(zone),
    )
    refused = bool(read.errors) and partial is None
    outcome = None
    if dry_run or refused:
        outcome = preview_import(actor=actor, sheet=read.sheet)
    else:
        outcome = import_projects(actor=actor, sheet=read.sheet, file_name=file.name)
        if partial is not None and read.errors:
            write_rejects(partial, read.table, read.errors)
    report = import_report(read, outcome, done=not (dry_run or refused))
    if as_json:
        print_json(report)
    else:
        _print(report, dry_run=dry_run)
    if refused:
        for problem in read.errors:
            click.echo(str(problem), err=True)
        sys.exit(2)


@command.command("indicators")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--sheet", "sheet_name", metavar="NAME", help="The sheet; without it the one that fits best.")
@click.option("--dry-run", is_flag=True, help="Read and compare, change nothing.")
@click.option(
    "--partial",
    type=click.Path(path_type=Path),
    metavar="REJECTS.xlsx",
    help="Take the good rows; write the others here.",
)
@zone_option
@json_option
def indicators(
    file: Path,
    sheet_name: str | None,
    dry_run: bool,
    partial: Path | None,
    zone_code: str | None,
    as_json: bool,
) -> None:
    """Read reported values: indicator, unit, period, value, growth, source. All or nothing, unless --partial."""
    zone = find_zone(zone_code)
    read = read_readings(open_workbook(file), zone_id=zone.id, sheet_name=sheet_name)
    outcome, _news = compare(read, held(zone.id, read.rows))
    faults = [*read.errors, *outcome.refused]
    refused = bool(faults) and partial is None
    if not (dry_run or refused):
        outcome = import_indicators(
            actor=system_actor("console", zone), read=read, file_name=file.name, partial=partial is not None
        )
        if partial is not None and faults:
            write_rejects(partial, read.table, faults)
    report = readings_report(read, outcome, done=not (dry_run or refused))
    if as_json:
        print_json(report)
    else:
        _print(report, dry_run=dry_run)
    if refused:
        for problem in faults:
            click.echo(str(problem), err=True)
        sys.exit(2)


def _print(report: dict[str, object], *, dry_run: bool) -> None:
    intent = " (dry run)" if dry_run else ""
    click.echo(
        f"read {report['read']}, created {report['created']}, updated {report['updated']}, "
        f"unchanged {report['unchanged']}, rejected {len(report['rejected'])}{intent}"  # type: ignore[arg-type]
    )
    for check in report["checks"]:  # type: ignore[attr-defined]
        mark = {True: "ok", False: "DOES NOT HOLD", None: "cannot be compared"}[check["ok"]]
        click.echo(f"row {check['row']} {check['label']}: {check['stated']} / {check['computed']} {mark}")
    for warning in report["warnings"]:  # type: ignore[attr-defined]
        click.echo(f"warning: {warning['row']} {warning['column']}: {warning['reason']}", err=True)
