"""The second and third sheet of the office's workbook, and sheets with faults."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from click.testing import CliRunner

import guatu.demo
from guatu.cli.import_ import command
from guatu.core.errors import InvalidInput
from guatu.core.models import Zone
from guatu.investment.choices import DealSheet, Stage
from guatu.investment.models.agreements import Agreement
from guatu.investment.models.prospects import Prospect, StageChange
from guatu.investment.sheets.columns import parse_deal_mapping
from guatu.investment.sheets.preview import preview_deals
from guatu.investment.sheets.read import ReadDeals, read_deals
from guatu.investment.sheets.report import deals_report
from guatu.investment.use_cases.import_deals import import_deals
from guatu.investment.use_cases.move_prospect import move_prospect
from guatu.sheets.open import open_workbook
from guatu.sheets.write_rejects import write_rejects
from tests.builders import console
from tests.investment.deal_builders import TODAY, WAN, YI, a_dated_zone, a_prospect

pytestmark = pytest.mark.django_db
WORKBOOK = Path(guatu.demo.__file__).parent / "data" / "danyang-2018.xlsx"


@pytest.fixture
def zone() -> Zone:
    return a_dated_zone()


def read(reads: DealSheet, path: Path = WORKBOOK, **values: Any) -> ReadDeals:
    return read_deals(open_workbook(path), reads, today=TODAY, **values)


def take(zone: Zone, found: ReadDeals) -> Any:
    return import_deals(actor=console(zone), deals=found.deals, file_name="danyang-2018.xlsx")


def a_sheet(folder: Path, name: str, rows: list[list[Any]]) -> Path:
    path = folder / "sheet.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def test_the_agreements_of_the_workbook(zone: Zone) -> None:
    found = read(DealSheet.AGREEMENTS)
    assert not found.problems
    assert found.deals.as_of == date(2018, 6, 20), "截至6月中旬, and the year of the zone's clock"
    report = deals_report(found, preview_deals(actor=console(zone), deals=found.deals), done=False)
    assert (report["read"], report["created"]) == (15, 15)
    totals = report["totals"]
    assert totals["total_investment"] == {"CNY": "7572000000"}
    assert totals["registered_capital"] == {"USD": "60600000"}
    assert (totals["foreign"], totals["listed_investor"]) == (6, 3)
    assert [(g["count"], g["total_investment"]["CNY"]) for g in totals["groups"]] == [
        (5, "1390000000"),
        (5, "4711000000"),
        (3, "577000000"),
        (2, "894000000"),
    ]
    assert not Prospect.objects.exists(), "a preview changes nothing"


def test_taken_in_twice_nothing_changes(zone: Zone) -> None:
    outcome = take(zone, read(DealSheet.AGREEMENTS))
    assert (outcome.created, outcome.updated) == (15, 0)
    prospect = Prospect.objects.get(name="新能源、电力电气项目07")
    agreement = Agreement.objects.get(prospect=prospect)
    assert (prospect.stage, prospect.stage_since) == (Stage.SIGNED, date(2018, 2, 8))
    assert (agreement.total_investment, agreement.registered_capital) == (Decimal("10.26") * YI, 1010 * WAN)
    assert prospect.basis == "workbook"
    again = take(zone, read(DealSheet.AGREEMENTS))
    assert (again.created, again.updated, again.unchanged) == (0, 0, 15)
    assert StageChange.objects.count() == 15


def test_the_prospects_of_the_workbook(zone: Zone) -> None:
    found = read(DealSheet.PROSPECTS, as_of=date(2018, 6, 30))
    assert not found.problems
    assert found.table.sheet.name == "在谈项目"
    take(zone, found)
    rows = Prospect.objects.all()
    assert {p.stage for p in rows} == {"negotiating"}
    assert sum((p.total_investment or Decimal(0) for p in rows), Decimal(0)) == 26_000 * WAN
    assert sum((p.registered_capital or Decimal(0) for p in rows), Decimal(0)) == 8_840 * WAN
    assert {(p.total_currency, p.capital_origin) for p in rows} == {("USD", "foreign")}
    assert all(p.total.in_cny is None for p in rows), "the sheet names no rate"


def test_a_prospect_that_is_signed_keeps_its_entry(zone: Zone, tmp_path: Path) -> None:
    take(zone, read(DealSheet.PROSPECTS, as_of=date(2018, 4, 1)))
    prospect = Prospect.objects.get(name="中建国际科创园二期")
    sheet = a_sheet(
        tmp_path,
        "签约项目",
        [
            ["截至2018年6月签约项目（单位：万美元）"],
            ["项目名称", "内外资", "总投资", "注册资本(万美元)", "签约日期"],
            ["中建国际科创园二期", "外资", "超12000", 3600, "2018年6月"],
            ["台湾视准科技高端医疗器械", "外资", 3000, 1020, "2018.3.1"],
        ],
    )
    found = read(DealSheet.AGREEMENTS, sheet)
    outcome = take(zone, found)
    assert (outcome.updated, outcome.unchanged) == (1, 1)
    assert "signed before" in outcome.warnings[0].message, "that one was talked with only from April"
    prospect.refresh_from_db()
    agreement = Agreement.objects.get(prospect=prospect)
    assert prospect.stage == Stage.SIGNED
    assert agreement.signed_on == date(2018, 6, 30)
    assert agreement.signed_on_precision == "month"
    assert (agreement.total_investment, agreement.total_at_least) == (12_000 * WAN, True)
    assert [c.stage for c in StageChange.objects.filter(prospect=prospect)] == ["negotiating", "signed"]
    late = take(zone, read(DealSheet.PROSPECTS, as_of=date(2018, 6, 30)))
    assert (late.updated, late.unchanged) == (0, 6)
    assert "signed already" in late.warnings[0].message


def test_what_is_dropped_is_not_taken_up_by_a_sheet(zone: Zone) -> None:
    take(zone, read(DealSheet.PROSPECTS, as_of=date(2018, 4, 1)))
    prospect = Prospect.objects.get(name="中建国际科创园二期")
    move_prospect(
        actor=console(zone), prospect=prospect, to=Stage.DROPPED, on=date(2018, 5, 1), reason="客商放弃"
    )
    outcome = take(zone, read(DealSheet.PROSPECTS, as_of=date(2018, 6, 30)))
    assert [w.place for w in outcome.warnings] == ["7"]
    prospect.refresh_from_db()
    assert prospect.stage == Stage.DROPPED


def test_a_lead_comes_into_negotiation_and_a_blank_cell_says_nothing(zone: Zone, tmp_path: Path) -> None:
    a_prospect(zone, "甲", stage=Stage.LEAD, investor_name="甲集团", on=date(2018, 5, 1))
    sheet = a_sheet(
        tmp_path,
        "在谈",
        [["项目名称", "内外资", "投资方", "总投资(亿元)", "投资方属性"], ["甲", "内资", "", 3, "上市公司"]],
    )
    take(zone, read(DealSheet.PROSPECTS, sheet))
    prospect = Prospect.objects.get()
    assert (prospect.stage, prospect.stage_since) == (Stage.NEGOTIATING, TODAY)
    assert (prospect.investor_name, prospect.total_investment) == ("甲集团", 3 * YI)
    assert prospect.listed_investor


def test_faults_are_named_by_their_cells_and_nothing_goes_in(zone: Zone, tmp_path: Path) -> None:
    sheet = a_sheet(
        tmp_path,
        "签约项目",
        [
            ["2018年签约项目（单位：亿元）"],
            ["序号", "项目名称", "内外资", "总投资", "注册资本(万美元)", "签约日期"],
            [1, "甲", "内资", "两亿左右吧", "", "2018.2.2"],
            [2, "乙", "外资", 1.5, 500, "去年夏天"],
            [3, "丙", "不明", -2, "", "2018.3.3"],
            [4, "丙", "内资", "3亿日元", "", "2018.3.4"],
            [5, "丁", "外资", 2, "", "2018.12.31"],
            [6, "戊", "内资", 1, "", ""],
            ["合计", "6个", "", 5, "", ""],
        ],
    )
    found = read(DealSheet.AGREEMENTS, sheet)
    assert found.rejected_rows == {3, 4, 5, 6, 8}
    cells = {p.cell for p in found.errors}
    assert {"D3", "F4", "C5", "D5", "B6", "D6", "F8"} <= cells
    assert {p.cell for p in found.warnings} >= {"E7", "F7"}, "foreign without capital; signed in the future"
    checks = {c.field or "count": c.ok for c in found.table.checks()}
    assert checks == {"count": True, "total_investment": None}, "yuan and yen are not compared"
    with pytest.raises(InvalidInput):
        parse_deal_mapping({"总投资": "nothing"}, DealSheet.AGREEMENTS)
    back = tmp_path / "rejects.xlsx"
    assert write_rejects(back, found.table, found.errors) == 5
    assert read(DealSheet.AGREEMENTS, back).rejected_rows, "the rejects read like the original"


def test_the_command_tells_what_it_does(zone: Zone, tmp_path: Path) -> None:
    def run(*arguments: str) -> Any:
        return CliRunner().invoke(command, [*arguments, "--zone", "TZ"])

    dry = run("agreements", str(WORKBOOK), "--dry-run")
    assert (dry.exit_code, dry.stdout) == (
        0,
        "read 15, created 15, updated 0, unchanged 0, rejected 0 (dry run)\n",
    )
    done = run("agreements", str(WORKBOOK), "--json")
    assert json.loads(done.stdout)["created"] == 15
    assert run("prospects", str(WORKBOOK), "--as-of", "2018-06-30").exit_code == 0
    assert Prospect.objects.count() == 21
    bad = a_sheet(tmp_path, "在谈", [["项目名称", "内外资", "总投资(亿元)"], ["甲", "内资", "很多"]])
    refused = run("prospects", str(bad))
    assert refused.exit_code == 2
    assert "C2" in refused.stderr
    assert Prospect.objects.count() == 21
    partial = run("prospects", str(bad), "--partial", str(tmp_path / "rejects.xlsx"))
    assert partial.exit_code == 0
    assert (tmp_path / "rejects.xlsx").exists()
