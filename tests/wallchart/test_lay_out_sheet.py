"""The printed sheet as a list of marks: what stands where, for any chart."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guatu.wallchart.print.drawing import ACCENT, ACTUAL, FORECAST, LATE
from guatu.wallchart.print.fonts import FontSet
from guatu.wallchart.print.layout import lay_out
from guatu.wallchart.print.marks import Circle, Line, Mark, Page, Polygon, Rect, Sheet, Text
from guatu.wallchart.print.packing import ONE_SHEET_SQUEEZE
from guatu.wallchart.print.paper import Paper
from guatu.wallchart.rows import Chart, ChartRow
from tests.wallchart.charts import PRINTED, TODAY, chart_of, chart_with, chinese_labels, invented_row
from tests.wallchart.strategies import charts

LABELS = chinese_labels()
any_chart = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def sheet_of(chart: Chart, fonts: FontSet, paper: Paper = Paper.A3) -> Sheet:
    return lay_out(chart, paper, LABELS, fonts=fonts, printed_at=PRINTED)


def box(mark: Mark) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a mark."""
    match mark:
        case Rect():
            return mark.x, mark.y, mark.x + mark.width, mark.y + mark.height
        case Line():
            xs, ys = (mark.x1, mark.x2), (mark.y1, mark.y2)
        case Polygon():
            xs, ys = zip(*mark.points, strict=True)
        case Circle():
            r = mark.radius
            return mark.cx - r, mark.cy - r, mark.cx + r, mark.cy + r
        case Text():
            return mark.left, mark.y - mark.size, mark.left + mark.width, mark.y + 0.3 * mark.size
    return min(xs), min(ys), max(xs), max(ys)


def tagged(page: Page, prefix: str) -> list[Rect]:
    return [m for m in page.marks if isinstance(m, Rect) and m.tag.startswith(prefix)]


def words(page: Page) -> list[str]:
    return [m.text for m in page.marks if isinstance(m, Text)]


def chart_pages(sheet: Sheet) -> list[Page]:
    return [page for page in sheet.pages if tagged(page, "row:")]


def red_pages(sheet: Sheet) -> list[Page]:
    return [page for page in sheet.pages if tagged(page, "red:")]


@any_chart
@given(charts(), st.sampled_from(Paper))
def test_no_mark_lies_outside_the_page(ruled_fonts: FontSet, chart: Chart, paper: Paper) -> None:
    for page in sheet_of(chart, ruled_fonts, paper).pages:
        for mark in page.marks:
            left, top, right, bottom = box(mark)
            assert left >= 0, mark
            assert top >= 0, mark
            assert right <= page.width_mm, mark
            assert bottom <= page.height_mm, mark


@any_chart
@given(charts(), st.sampled_from(Paper))
def test_every_row_is_drawn_once_and_none_overlap(ruled_fonts: FontSet, chart: Chart, paper: Paper) -> None:
    sheet = sheet_of(chart, ruled_fonts, paper)
    drawn = [mark.tag for page in sheet.pages for mark in tagged(page, "row:")]
    assert drawn == [f"row:{row.id}" for row in chart.rows]
    for page in sheet.pages:
        strips = tagged(page, "row:") + tagged(page, "group:")
        for left in {round(strip.x, 3) for strip in strips}:
            column = sorted((s for s in strips if round(s.x, 3) == left), key=lambda s: s.y)
            assert all(upper.y + upper.height <= lower.y + 1e-6 for upper, lower in pairwise(column))


@any_chart
@given(charts())
def test_today_is_drawn_only_where_it_is_shown(ruled_fonts: FontSet, chart: Chart) -> None:
    sheet = sheet_of(chart, ruled_fonts)
    lines = [m for page in sheet.pages for m in page.marks if isinstance(m, Line) and m.tag == "today"]
    shown = bool(chart.rows) and chart.first_day <= chart.today <= chart.last_day
    assert bool(lines) == shown


@any_chart
@given(charts())
def test_every_red_stands_once_on_the_red_list(ruled_fonts: FontSet, chart: Chart) -> None:
    sheet = sheet_of(chart, ruled_fonts)
    listed = [mark.tag for page in sheet.pages for mark in tagged(page, "red:")]
    assert sorted(listed) == sorted(f"red:{row.id}" for row in chart.rows if row.light == "red")


@any_chart
@given(charts())
def test_texts_are_as_long_as_they_say(ruled_fonts: FontSet, chart: Chart) -> None:
    for page in sheet_of(chart, ruled_fonts).pages:
        for mark in page.marks:
            if isinstance(mark, Text):
                assert mark.width == pytest.approx(ruled_fonts.width(mark.text, mark.size, bold=mark.bold))


@pytest.mark.parametrize("paper", [Paper.A0, Paper.A3])
@pytest.mark.parametrize("groups", [1, 11, 100])
def test_two_hundred_rows_stand_on_one_sheet(ruled_fonts: FontSet, paper: Paper, groups: int) -> None:
    sheet = sheet_of(chart_of(200, groups=groups), ruled_fonts, paper)
    (page,) = chart_pages(sheet)
    sizes = {m.size for m in page.marks if isinstance(m, Text) and "项目07（演示）" in m.text}
    assert min(sizes) >= paper.least * ONE_SHEET_SQUEEZE
    assert len(sheet.pages) == 2


def test_a_thousand_rows_go_on_over_sheets_with_the_head_repeated(ruled_fonts: FontSet) -> None:
    chart = chart_of(1000)
    sheet = sheet_of(chart, ruled_fonts)
    pages = chart_pages(sheet)
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        said = words(page)
        assert chart.title in said
        assert "2018年" in said
        assert "承诺计划" in said
        assert f"第{number}页 共{len(sheet.pages)}页" in said
    assert any(text.endswith("（续）") for text in words(pages[1]))


def test_the_head_says_what_when_and_how_much(ruled_fonts: FontSet) -> None:
    chart = chart_of(54)
    said = words(sheet_of(chart, ruled_fonts).pages[0])
    assert "数据截至 2018年7月2日 09:00 · 打印于 2018年7月2日 09:30" in said
    assert chart.zone in said
    assert "今天 7月2日" in said
    total = sum(row.total_cny or 0 for row in chart.rows) / 100_000_000
    assert f"{total:,.2f}" in said
    assert any(text.startswith("合计 (亿元) · 54个项目 · ") for text in said)
    for label in (*LABELS.lights.values(), LABELS.committed, LABELS.beyond_commitment, LABELS.today):
        assert label in said


def test_no_project_is_said_in_words(ruled_fonts: FontSet) -> None:
    sheet = sheet_of(chart_with(()), ruled_fonts)
    assert len(sheet.pages) == 1
    assert "没有符合筛选条件的项目。" in words(sheet.pages[0])


def bars_of(row: ChartRow, fonts: FontSet) -> dict[str, list[Rect]]:
    """The bars of a chart of this one row, by colour of filling or outline."""
    found: dict[str, list[Rect]] = {}
    (page,) = chart_pages(sheet_of(chart_with((row,)), fonts))
    (strip,) = tagged(page, "row:")
    for mark in page.marks:
        if isinstance(mark, Rect) and strip.y < mark.y < strip.y + strip.height and not mark.tag:
            found.setdefault(mark.stroke or mark.fill or "", []).append(mark)
    return found


def bare_row(**fields: object) -> ChartRow:
    names = ("committed", "forecast", "actual")
    empty = {f"{name}_{end}": None for name in names for end in ("start", "finish")}
    return replace(invented_row(1, "甲园区", ""), light="green", milestones=(), **{**empty, **fields})


def test_the_forecast_is_set_off_where_it_runs_past_the_commitment(ruled_fonts: FontSet) -> None:
    row = bare_row(
        committed_start=date(2018, 3, 1),
        committed_finish=date(2018, 12, 31),
        forecast_finish=date(2019, 3, 31),
        actual_start=date(2018, 3, 1),
    )
    bars = bars_of(row, ruled_fonts)
    (committed,), (forecast,), (late,), (actual,) = (bars[c] for c in (ACCENT, FORECAST, LATE, ACTUAL))
    assert forecast.x == pytest.approx(committed.x)
    assert forecast.x + forecast.width == pytest.approx(committed.x + committed.width)
    assert late.x == pytest.approx(committed.x + committed.width)
    assert late.width / committed.width == pytest.approx(90 / 306, rel=1e-6)
    assert actual.width / committed.width == pytest.approx(((TODAY - date(2018, 3, 1)).days + 1) / 306)
    assert committed.y < forecast.y
    assert forecast.y + forecast.height < committed.y + committed.height < actual.y


def test_a_finished_project_shows_what_came_after_the_commitment(ruled_fonts: FontSet) -> None:
    row = bare_row(
        committed_start=date(2018, 1, 1),
        committed_finish=date(2018, 5, 31),
        actual_start=date(2018, 1, 1),
        actual_finish=date(2018, 6, 30),
    )
    bars = bars_of(row, ruled_fonts)
    assert FORECAST not in bars
    assert bars[LATE][0].width / bars[ACCENT][0].width == pytest.approx(30 / 151)


def test_a_plan_beyond_the_days_shown_is_pointed_at(ruled_fonts: FontSet) -> None:
    row = bare_row(committed_start=date(2020, 2, 1), committed_finish=date(2020, 8, 1))
    (page,) = chart_pages(sheet_of(chart_with((row,)), ruled_fonts))
    (strip,) = tagged(page, "row:")
    arrows = [m for m in page.marks if isinstance(m, Polygon) and m.fill == ACCENT]
    assert [max(x for x, _ in arrow.points) > strip.x + strip.width for arrow in arrows] == [True]


def test_one_known_date_is_drawn(ruled_fonts: FontSet) -> None:
    bars = bars_of(bare_row(committed_finish=date(2018, 10, 1)), ruled_fonts)
    assert len(bars[ACCENT]) == 1


def test_the_next_milestone_is_named_with_its_delay(ruled_fonts: FontSet) -> None:
    row = next(row for row in chart_of(54).rows if row.light == "red" and len(row.milestones) > 3)
    first, second, *_ = row.milestones
    late = replace(second, committed=TODAY - timedelta(days=12), actual=None, name="主体封顶")
    reached = replace(first, actual=first.committed)
    row = replace(row, milestones=(reached, late))
    assert "主体封顶 超期12天" in words(sheet_of(chart_with((row,)), ruled_fonts).pages[0])


def test_the_red_list_has_the_latest_first_with_reasons(ruled_fonts: FontSet) -> None:
    def red(name: str, finish: date, forecast: date | None = None) -> ChartRow:
        row = bare_row(committed_start=date(2018, 1, 1), committed_finish=finish, forecast_finish=forecast)
        return replace(row, id=name, name=name, light="red", reason=f"{name}未达标")

    rows = (
        red("甲", date(2018, 6, 30)),
        red("乙", date(2018, 12, 31), date(2019, 1, 20)),
        red("丙", date(2018, 5, 3)),
    )
    (page,) = red_pages(sheet_of(chart_with(rows), ruled_fonts))
    assert [mark.tag for mark in tagged(page, "red:")] == ["red:丙", "red:甲", "red:乙"]
    said = words(page)
    assert {"60", "2", "预计20", "甲未达标", "2018年5月3日"} <= set(said)


def test_missing_characters_are_marked_and_named(ruled_fonts: FontSet) -> None:
    row = replace(invented_row(1, "甲园区", ""), name="王\U0002a6a5厂\ue000房")
    for page in sheet_of(chart_with((row,)), ruled_fonts).pages:
        said = words(page)
        assert "以下字符在本机字体中缺字，以〓代替：U+2A6A5 U+E000" in said
        assert not any("\ue000" in text for text in said)
    assert "王〓厂〓房" in words(sheet_of(chart_with((row,)), ruled_fonts).pages[0])


def test_a_long_name_is_cut_to_its_column(ruled_fonts: FontSet) -> None:
    rows = (replace(invented_row(1, "甲园区", ""), name="超长名称" * 50), invented_row(2, "甲园区", ""))
    page = sheet_of(chart_with(rows), ruled_fonts).pages[0]
    name = next(m for m in page.marks if isinstance(m, Text) and m.text.startswith("超长名称"))
    unit = next(m for m in page.marks if isinstance(m, Text) and m.text == "甲园区")
    assert name.text.endswith("…")
    assert name.left + name.width < unit.left


def test_the_same_chart_gives_the_same_sheet(ruled_fonts: FontSet) -> None:
    assert sheet_of(chart_of(30), ruled_fonts) == sheet_of(chart_of(30), ruled_fonts)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"last_day": date(2017, 12, 31)}, "last_day 2017-12-31 lies before first_day 2018-01-01"),
        (
            {"rows": (replace(invented_row(1, "", ""), light="blue"),)},
            "project p1: light 'blue'; expected red,",
        ),
    ],
)
def test_a_chart_that_contradicts_itself_is_refused(
    ruled_fonts: FontSet, change: dict[str, object], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        sheet_of(replace(chart_with(()), **change), ruled_fonts)  # type: ignore[arg-type]
