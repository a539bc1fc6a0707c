"""`guatu import prospects` and `guatu import agreements`: the office's sheets of investment promotion."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from guatu.cli.context import json_option, print_json, zone_option
from guatu.cli.zones import find_zone
from guatu.core.clock import today
from guatu.investment.choices import DealSheet
from guatu.investment.sheets.columns import parse_deal_mapping
from guatu.investment.sheets.preview import preview_deals
from guatu.investment.sheets.read import read_deals
from guatu.investment.sheets.report import deals_report
from guatu.investment.use_cases.import_deals import import_deals
from guatu.organization.powers import system_actor
from guatu.sheets.open import open_workbook
from guatu.sheets.write_rejects import write_rejects

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def _options(function: Any) -> Any:
    for decorate in reversed(
        (
            click.argument("file", type=_FILE),
            click.option(
                "--sheet", "sheet_name", metavar="NAME", help="The sheet; without it the one that fits best."
            ),
            click.option(
                "--as-of",
                type=click.DateTime(["%Y-%m-%d"]),
                help="Day of the sheet; else what the title says.",
            ),
            click.option("--mapping", type=_FILE, help="JSON: header → field."),
            click.option("--dry-run", is_flag=True, help="Read and compare, change nothing."),
            click.option(
                "--partial",
                type=click.Path(path_type=Path),
                metavar="REJECTS.xlsx",
                help="Take the good rows; write the others here.",
            ),
            zone_option,
            json_option,
        )
    ):
        function = decorate(function)
    return function


@click.command("prospects")
@_options
def prospects(**options: Any) -> None:
    """Read a sheet of prospects in negotiation. All or nothing, unless --partial."""
    _run(DealSheet.PROSPECTS, **options)


@click.command("agreements")
@_options
def agreements(**options: Any) -> None:
    """Read a sheet of signed agreements. All or nothing, unless --partial."""
    _run(DealSheet.AGREEMENTS, **options)


def _run(
    reads: DealSheet,
    *,
    file: Path,
    sheet_name: str | None,
    as_of: datetime | None,
    mapping: Path | None,
    dry_run: bool,
    partial: Path | None,
    zone_code: str | None,
    as_json: bool,
) -> None:
    zone = find_zone(zone_code)
    actor = system_actor("console", zone)
    read = read_deals(
        open_workbook(file),
        reads,
        sheet_name=sheet_name,
        as_of=as_of.date() if as_of else None,
        mapping=parse_deal_mapping(json.loads(mapping.read_text("utf-8")), reads) if mapping else None,
        today=today(zone),
    )
    refused = bool(read.errors) and partial is None
    if dry_run or refused:
        outcome = preview_deals(actor=actor, deals=read.deals)
    else:
        outcome = import_deals(actor=actor, deals=read.deals, file_name=file.name)
        if partial is not None and read.errors:
            write_rejects(partial, read.table, read.errors)
    report = deals_report(read, outcome, done=not (dry_run or refused))
    if as_json:
        print_json(report)
    else:
        _print(report, dry_run=dry_run)
    if refused:
        for problem in read.errors:
            click.echo(str(problem), err=True)
        sys.exit(2)


def _print(report: dict[str, Any], *, dry_run: bool) -> None:
    intent = " (dry run)" if dry_run else ""
    click.echo(
        f"read {report['read']}, created {report['created']}, updated {report['updated']}, "
        f"unchanged {report['unchanged']}, rejected {len(report['rejected'])}{intent}"
    )
    for check in report["checks"]:
        mark = {True: "ok", False: "DOES NOT HOLD", None: "cannot be compared"}[check["ok"]]
        click.echo(f"row {check['row']} {check['label']}: {check['stated']} / {check['computed']} {mark}")
    for warning in report["warnings"]:
        click.echo(f"warning: {warning['row']} {warning['column']}: {warning['reason']}", err=True)
