"""Workbooks for the tests, made as offices make them."""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.comments import Comment

from guatu.sheets.fields import Field, FieldSet, Kind
from guatu.sheets.periods import Shape
from guatu.sheets.workbook import Merge, Sheet

DATA = Path(__file__).parent / "data"
DANYANG = DATA / "danyang-2018.xlsx"

FIELDS = FieldSet(
    (
        Field("serial", "序号", kind=Kind.SERIAL),
        Field("name", "项目名称", ("项目",), key=True, required=True),
        Field("owner", "建设单位", ("业主单位",)),
        Field("category", "项目类别"),
        Field("sub", "子类"),
        Field("total", "总投资", ("计划总投资", "投资总额", "项目总投资"), Kind.AMOUNT, excludes=("完成",)),
        Field("plan", "年度计划投资", ("计划投资",), Kind.AMOUNT, shapes=(Shape.YEAR,)),
        Field("years", "建设起止年限", kind=Kind.YEARS),
        Field("planned", "计划开工", ("时间节点/计划开工",), Kind.DATE),
        Field("started", "实际开工", kind=Kind.DATE),
        Field("spent", "完成投资", kind=Kind.AMOUNT, shapes=(Shape.TO_DATE, Shape.SINCE_START)),
        Field("month", "本月完成投资", kind=Kind.AMOUNT),
        Field("rate", "投资完成率", kind=Kind.RATE),
        Field("area", "用地面积", kind=Kind.NUMBER),
        Field("jobs", "新增就业", kind=Kind.INTEGER),
        Field("progress", "形象进度", kind=Kind.LINES),
        Field("lead", "挂钩领导", excludes=("电话",)),
        Field("liaison", "联系人"),
        Field("unit", "责任单位"),
        Field("currency", "币种", kind=Kind.UNIT),
        Field("listed", "是否列统", kind=Kind.TICK),
        Field("remark", "备注"),
    )
)


def sheet_of(
    grid: Sequence[Sequence[Any]], merges: Iterable[tuple[int, int, int, int]] = (), **details: Any
) -> Sheet:
    """A sheet as if read; integers become floats, as in xlsx files."""
    width = max(map(len, grid), default=0)
    rows = [
        [float(v) if isinstance(v, int) and not isinstance(v, bool) else v for v in row]
        + [""] * (width - len(row))
        for row in grid
    ]
    name = details.pop("name", "清单")
    return Sheet(name, rows, merges=tuple(Merge(*merge) for merge in merges), **details)


def xlsx_of(
    sheets: Mapping[str, Sequence[Sequence[Any]]],
    *,
    merges: Iterable[str] = (),
    comments: Mapping[str, str] | None = None,
    change: Callable[[openpyxl.Workbook], None] = lambda book: None,
) -> bytes:
    """An xlsx file made by openpyxl; `merges` and `comments` concern the first sheet."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, grid in sheets.items():
        page = book.create_sheet(name)
        for row in grid:
            page.append([None if value == "" else value for value in row])
    first = book.worksheets[0]
    for reference in merges:
        first.merge_cells(reference)
    for reference, text in (comments or {}).items():
        first[reference].comment = Comment(text, "")
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def repack(data: bytes, changes: Mapping[str, Callable[[bytes], bytes] | bytes]) -> bytes:
    """The zip file with parts replaced, changed or added."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for name in source.namelist():
            change = changes.get(name)
            content = source.read(name)
            out.writestr(name, change(content) if callable(change) else content if change is None else change)
        for name, change in changes.items():
            if name not in source.namelist():
                out.writestr(name, change if isinstance(change, bytes) else change(b""))
    return target.getvalue()
