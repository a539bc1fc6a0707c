"""Reported values from workbooks, by the page and by the command."""

import json
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from guatu.audit.models import Entry
from guatu.cli.import_ import indicators as command
from guatu.core.errors import InvalidInput
from guatu.core.periods import Period
from guatu.demo.danyang_indicators import READINGS
from guatu.indicators.models.reading import Reading
from guatu.indicators.selectors.readings import ledger
from guatu.indicators.sheets.outcome import ReadingOutcome
from guatu.indicators.sheets.read import ReadReadings, read_readings
from guatu.indicators.sheets.template import write_template
from guatu.indicators.use_cases.import_indicators import import_indicators
from guatu.sheets.open import open_workbook
from tests.builders import the_root
from tests.indicators.indicator_builders import JUNE, Cast

HEAD = "指标,填报单位,报告期,计量单位,数值,同比增长（%）,目标,数据来源,发布日\n"


def read_text(cast: Cast, *lines: str) -> ReadReadings:
    text = HEAD + "\n".join(lines) + "\n"
    return read_readings(open_workbook(text.encode(), name="readings.csv"), zone_id=cast.zone.id)


def taken(cast: Cast, *lines: str) -> ReadingOutcome:
    return import_indicators(actor=cast.statistician, read=read_text(cast, *lines), file_name="readings.csv")


def test_the_published_half_year(cast: Cast) -> None:
    read = read_readings(open_workbook(READINGS), zone_id=cast.zone.id)
    assert read.problems == []
    outcome = import_indicators(actor=cast.statistician, read=read, file_name=READINGS.name)
    assert (outcome.created, outcome.updated, outcome.unchanged) == (9, 0, 0)
    lines = {i.code: line for i, line in ledger(JUNE, actor=cast.office) if line}
    stated = {code: (line.reading.value, line.reading.growth) for code, line in lines.items()}
    assert stated["gdp"] == (Decimal("179.74"), Decimal("0.045"))
    assert stated["industrial_sales"] == (Decimal("187.58"), Decimal("0.143"))
    assert stated["import_export"] == (Decimal("45950"), Decimal("0.136"))
    assert stated["export"] == (Decimal("40600"), Decimal("0.141"))
    assert all(not line.growth.differs for line in lines.values())
    base = lines["industrial_sales"].base
    assert base is not None
    assert (base.origin, base.value) == ("implied", lines["industrial_sales"].growth.implied_base)
    again = import_indicators(actor=cast.statistician, read=read, file_name=READINGS.name)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 9)
    assert Entry.objects.filter(event="indicators.readings.imported").count() == 1


def test_periods_units_and_values_as_offices_write_them(cast: Cast) -> None:
    taken(
        cast,
        "税收收入,,2018年1-5月,亿元,约12.5,8%,,税务局月报,2018-06-10",
        "export,生命科学产业园,2018年上半年,万美元,超900,,1800,海关月报,2018-07-10",
        "社会消费品零售总额,,2018M03,亿元,居全市前列,,,统计公报,2018-04-10",
    )
    tax, export, retail = Reading.objects.order_by("last_day").order_by("indicator__code").reverse()[:3]
    rows = {r.indicator.code: r for r in (tax, export, retail)}
    assert (rows["tax_revenue"].period, rows["tax_revenue"].qualifier) == ("2018M01-M05", "about")
    assert (rows["export"].unit_id, rows["export"].value, rows["export"].target) == (cast.park.id, 900, 1800)
    assert (rows["retail_sales"].value, rows["retail_sales"].text) == (None, "居全市前列")


def test_errors_name_their_cells(cast: Cast) -> None:
    read = read_text(
        cast,
        "地区生产总值,,2018H1,亿元,179.74,4.5,,公报,2018-07-02",
        "没有的指标,,2018H1,亿元,1,,,公报,2018-07-02",
        "出口总额,没有的单位,2018H1,万美元,1,,,公报,2018-07-02",
        "出口总额,,去年,万美元,1,,,公报,2018-07-02",
        "出口总额,,2018H1,亿美元,1,,,公报,2018-07-02",
        "地区生产总值,,2018M01-M06,亿元,180,4.5,,公报,2018-07-02",
    )
    assert {p.cell for p in read.errors} == {"A3", "B4", "C5", "D6", "A7"}
    assert [r.row for r in read.rows] == [2]


def test_a_held_value_is_superseded_only_by_a_later_release(cast: Cast) -> None:
    taken(cast, "地区生产总值,,2018H1,亿元,179.74,4.5%,,快报,2018-07-02")
    with pytest.raises(InvalidInput) as caught:
        taken(
            cast,
            "地区生产总值,,2018H1,亿元,181,4.5%,,另一份,2018-07-02",
            "出口总额,,2018H1,万美元,40600,,,海关,2018-07-02",
        )
    assert [f.place for f in caught.value.faults] == ["I2"]
    assert Reading.objects.count() == 1
    outcome = taken(cast, "地区生产总值,,2018H1,亿元,180.1,4.6%,,核实数,2018-09-02")
    assert (outcome.created, outcome.updated) == (0, 1)


def test_the_template_reads_back_unchanged(cast: Cast) -> None:
    taken(cast, "地区生产总值,,2018H1,亿元,179.74,4.5%,,快报,2018-07-02")
    lines = [
        (i, the_root(cast.zone), line.reading if line else None)
        for i, line in ledger(JUNE, actor=cast.office)
        if i.code == "gdp"
    ]
    target = BytesIO()
    write_template(target, title="指标填报", period=JUNE, lines=lines)
    read = read_readings(open_workbook(target.getvalue(), name="t.xlsx"), zone_id=cast.zone.id)
    assert read.errors == []
    outcome = import_indicators(actor=cast.statistician, read=read, file_name="t.xlsx")
    assert (outcome.created, outcome.updated, outcome.unchanged) == (0, 0, 1)


def test_the_command(cast: Cast, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    row = "地区生产总值,,2018H1,亿元,179.74,4.5%,,快报,2018-07-02\n"
    good.write_text(HEAD + row, "utf-8")
    bad.write_text(HEAD + row + "没有的指标,,2018H1,亿元,1,,,公报,2018-07-02\n", "utf-8")
    run = CliRunner().invoke
    refused = run(command, [str(bad), "--json"])
    assert refused.exit_code == 2
    assert "A3" in refused.stderr
    assert json.loads(refused.stdout)["rejected"][0]["row"] == 3
    assert not Reading.objects.exists()
    assert json.loads(run(command, [str(good), "--dry-run", "--json"]).stdout)["created"] == 1
    assert not Reading.objects.exists()
    rejects = tmp_path / "rejects.xlsx"
    partial = json.loads(run(command, [str(bad), "--json", "--partial", str(rejects)]).stdout)
    assert (partial["read"], partial["created"], partial["done"]) == (2, 1, True)
    assert rejects.exists()
    again = json.loads(run(command, [str(good), "--json"]).stdout)
    assert (again["created"], again["updated"], again["unchanged"], again["rejected"]) == (0, 0, 1, [])
    assert Period.parse(Reading.objects.get().period) == JUNE
