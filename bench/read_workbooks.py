"""Reading an office workbook of 10,000 rows × 20 columns: against reading its bare cells with calamine.

    python -m bench.read_workbooks

The floor is calamine alone, in this process, giving rows of bare values. Measured is all that an import needs:
the process of its own with its limits, hidden parts, comments and formats, then titles, header, kinds of
rows, exact amounts, dates and every problem. The memory of the reading process is printed beside that of
this one.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
from datetime import date
from pathlib import Path
from random import Random

import django
import xlsxwriter
from python_calamine import CalamineWorkbook

from bench.floor import compare, peak_memory, show
from guatu.sheets.fields import Field, FieldSet, Kind
from guatu.sheets.limits import MIB
from guatu.sheets.open import open_workbook
from guatu.sheets.periods import Shape
from guatu.sheets.read_table import read_table

ROWS = 10_000
FIELDS = FieldSet(
    (
        Field("serial", "序号", kind=Kind.SERIAL),
        Field("name", "项目名称", key=True, required=True),
        Field("total", "总投资", kind=Kind.AMOUNT),
        Field("plan", "年度计划投资", kind=Kind.AMOUNT),
        Field("years", "建设起止年限", kind=Kind.YEARS),
        Field("planned", "计划开工", kind=Kind.DATE),
        Field("started", "实际开工", kind=Kind.DATE),
        Field("spent", "完成投资", kind=Kind.AMOUNT, shapes=(Shape.TO_DATE,)),
        Field("progress", "形象进度", kind=Kind.LINES),
        Field("signed", "签约日期", kind=Kind.DATE),
        Field("listed", "是否列统", kind=Kind.TICK),
        *(
            Field(f"text{number}", label)
            for number, label in enumerate(
                ["建设单位", "项目类别", "子类", "挂钩领导", "联系人", "责任单位", "备注", "行业", "内外资"]
            )
        ),
    )
)
HEADERS = (
    "序号 项目名称 建设单位 项目类别 子类 总投资 年度计划投资 建设起止年限 计划开工 实际开工 1-6月完成投资"
    " 形象进度 挂钩领导 联系人 责任单位 备注 行业 内外资 签约日期 是否列统"
)


def make(path: Path) -> None:
    random = Random(20180630)
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("清单")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        page.write_row(0, 0, ["2018年重点项目推进情况表（单位：亿元）"])
        page.write_row(1, 0, HEADERS.split())
        for number in range(1, ROWS + 1):
            month = 1 + number % 12
            row = [
                number, f"项目{number:05}", f"第{number}建设有限公司", "结转续建", "继续建设",
                random.randrange(100, 9999) / 100, random.randrange(10, 999) / 100, "2017—2019年", f"2018.{month}",
                f"2018年{month}月", random.randrange(999) / 100, f"{number % 700}号厂房主体封顶", f"领导{number % 20}",
                f"联系人{number % 60}", f"园区{number % 9}", "", "制造业", "内资",
            ]  # fmt: skip
            page.write_row(number + 1, 0, row)
            page.write_datetime(number + 1, 18, date(2018, month, 1), day)
            page.write_string(number + 1, 19, "√")


def bare(path: Path) -> object:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def whole(path: Path) -> object:
    table = read_table(open_workbook(path).sheets[0], FIELDS)
    if len(table.rows) != ROWS or table.problems:
        raise AssertionError("the workbook was not read whole")
    return table


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guatu.config.settings")
    django.setup()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        make(path)
        sheet = open_workbook(path).sheets[0]
        show(
            "10,000 × 20 read as a table ÷ bare cells",
            compare(lambda: whole(path), lambda: bare(path)),
        )
        show(
            "  of which opening in its own process", compare(lambda: open_workbook(path), lambda: bare(path))
        )
        show(
            "  of which understanding the table",
            compare(lambda: read_table(sheet, FIELDS), lambda: bare(path)),
        )
        ours = peak_memory(lambda: whole(path)) / MIB
        apart = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"{'10,000 × 20, peak memory here + in the reading process':<58} {ours:.0f} + {apart:.0f} MiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
