"""Invented charts for the print tests and for looking at the print; no real project, no real person."""

import random
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from guatu.wallchart.print.labels import Labels, labels_in
from guatu.wallchart.rows import Chart, ChartGroup, ChartMilestone, ChartRow

SHANGHAI = timezone(timedelta(hours=8))
TODAY = date(2018, 7, 2)
PRINTED = datetime(2018, 7, 2, 9, 30, tzinfo=SHANGHAI)
INDUSTRIES = (
    *("高端装备制造", "新能源汽车零部件", "航空碳纤维复合材料", "智能眼镜镜片"),
    *("生物医药中间体", "五金工具出口基地", "铝箔深加工", "冷链物流园"),
    *("工业互联网平台", "轨道交通配套", "半导体封装测试", "标准厂房二期"),
)
UNITS = (
    *("招商一局", "高新产业园", "滨江园区", "开发区建设局", "眼镜产业园", "城北街道"),
    *("航空产业园", "临港园区", "国资公司", "生命科学园", "东部新城指挥部"),
)
LEADS = ("甲委员", "乙主任", "丙书记", "丁局长", "戊副主任", "己委员", "庚主任", "辛书记")
STAGES = ("项目备案", "土地摘牌", "施工许可", "桩基完成", "主体封顶", "设备安装", "试生产", "竣工投产")
REASONS = (
    "“主体封顶”承诺6月10日完成，至今未完成，已超期22天；投资完成率31.4%，低于序时进度18.6个百分点。",
    "未按计划取得施工许可，用地指标尚未落实，开工节点已超期45天。",
    "连续两周未报送进度。",
)


def chart_of(count: int, *, groups: int = 11, milestones: int = 7, seed: int = 7) -> Chart:
    """``count`` invented projects of 2018–2019 in ``groups`` groups; same arguments, same chart."""
    draw = random.Random(seed)  # noqa: S311 - not for secrets
    sizes = [count // groups + (i < count % groups) for i in range(groups)]
    rows: list[ChartRow] = []
    found: list[ChartGroup] = []
    for place, size in enumerate(sizes):
        if not size:
            continue
        members = [
            invented_row(len(rows) + i + 1, UNITS[place % len(UNITS)], f"g{place}", milestones, draw)
            for i in range(size)
        ]
        found.append(group_of(f"g{place}", UNITS[place % len(UNITS)], len(rows), members))
        rows.extend(members)
    return chart_with(tuple(rows), tuple(found))


def chart_with(rows: tuple[ChartRow, ...], groups: tuple[ChartGroup, ...] = ()) -> Chart:
    """A chart of these rows over 2018 and 2019."""
    return Chart(
        title="2018年重大产业项目挂图",
        zone="丹阳经济开发区（演示）",
        today=TODAY,
        as_of=datetime(2018, 7, 2, 9, 0, tzinfo=SHANGHAI),
        first_day=date(2018, 1, 1),
        last_day=date(2019, 12, 31),
        groups=groups,
        rows=rows,
    )


def group_of(key: str, label: str, first_row: int, members: list[ChartRow]) -> ChartGroup:
    """A group of these rows, with its lights counted."""
    lights = [row.light for row in members]
    return ChartGroup(
        key, label, len(members), first_row, *(lights.count(c) for c in ("red", "yellow", "green", "grey"))
    )


def invented_row(
    number: int, unit: str, group: str, milestones: int = 7, draw: random.Random | None = None
) -> ChartRow:
    """One invented project; ``number`` makes its id and name."""
    draw = draw or random.Random(number)  # noqa: S311
    light = draw.choices(("red", "yellow", "green", "grey"), (1, 2, 6, 0.6))[0]
    start = date(2017, 11, 1) + timedelta(days=draw.randrange(330))
    length = draw.randrange(200, 640)
    finish = start + timedelta(days=length)
    slip = {"red": draw.randrange(20, 120), "yellow": draw.randrange(5, 25)}.get(light, 0)
    begun = start + timedelta(days=draw.randrange(0, 20)) <= TODAY
    actual_start = start + timedelta(days=draw.randrange(0, 20)) if begun and light != "grey" else None
    done = finish if finish + timedelta(days=slip) < TODAY and light == "green" else None
    marks = []
    for place in range(milestones):
        day = start + timedelta(days=length * (place + 1) // milestones)
        reached = day + timedelta(days=draw.randrange(-3, 6)) if day < TODAY else None
        if light in ("red", "grey") and TODAY - timedelta(days=60) < day < TODAY:
            reached = None
        late = timedelta(days=slip) if slip and reached is None and place > milestones // 2 else None
        marks.append(
            ChartMilestone(
                id=f"m{number}-{place}",
                code=f"{place + 1}",
                name=STAGES[place % len(STAGES)],
                committed=day,
                forecast=day + late if late else None,
                actual=reached if reached and reached <= TODAY else None,
                critical=place % 3 == 2 or place == milestones - 1,
            )
        )
    plan = Decimal(draw.randrange(20, 900)) * 1_000_000
    return ChartRow(
        id=f"p{number}",
        name=f"{INDUSTRIES[number % len(INDUSTRIES)]}项目{number:02d}（演示）",
        code="",
        group=group,
        light=light,
        reason=REASONS[number % len(REASONS)] if light != "green" else "按承诺推进。",
        days_to_red={"red": 0, "yellow": draw.randrange(3, 30)}.get(light),
        unit=unit,
        lead_official=LEADS[number % len(LEADS)],
        liaison=f"联络员{number % 17 + 1}",
        total_cny=plan * draw.randrange(1, 6),
        annual_plan_cny=plan if light != "grey" else None,
        year_to_date_cny=plan * draw.randrange(5, 60) / 100 if light != "grey" else None,
        committed_start=start,
        committed_finish=finish,
        forecast_start=actual_start,
        forecast_finish=done or finish + timedelta(days=slip),
        actual_start=actual_start,
        actual_finish=done,
        milestones=tuple(marks),
    )


def chinese_labels() -> Labels:
    """Labels in Chinese, whatever the message catalogue holds."""
    return Labels(
        language="zh-Hans",
        lights={"red": "红灯", "yellow": "黄灯", "green": "绿灯", "grey": "未评"},
        light_letters={"red": "红", "yellow": "黄", "green": "绿", "grey": "–"},
        month_names=tuple(f"{n}月" for n in range(1, 13)),
        date_pattern="{year}年{month_name}{day}日",
        short_date_pattern="{month_name}{day}日",
        moment_pattern="{date} {hour}:{minute}",
        year_pattern="{year}年",
        quarter_pattern="{quarter}季",
        one_project="{count}个项目",
        many_projects="{count}个项目",
        number="序号",
        project="项目名称",
        unit="责任单位",
        lead_official="挂钩领导",
        liaison="联系人",
        money_unit="亿元",
        total="总投资",
        annual_plan="年计划",
        year_to_date="已完成",
        completion="完成率",
        projects="项目",
        total_investment="总投资",
        as_of="数据截至 {moment}",
        printed="打印于 {moment}",
        committed="承诺计划",
        forecast="预计",
        beyond_commitment="预计晚于承诺",
        actual="实际",
        milestones="节点",
        milestone_open="未到",
        milestone_forecast="预计",
        milestone_done="已完成",
        milestone_overdue="已超期",
        milestone_critical="关键线路",
        milestone_late="{name} 超期{count}天",
        milestone_next="{name} {date}",
        matters="事项",
        matters_late="{count} 逾期{late}",
        slips={"": "未销号事项", "blue": "临期", "yellow": "逾期", "red": "严重逾期"},
        today="今天",
        continued="{label}（续）",
        totals="合计",
        page="第{page}页 共{pages}页",
        nothing_found="没有符合筛选条件的项目。",
        missing_characters="以下字符在本机字体中缺字，以〓代替：{characters}",
        red_list="红灯清单",
        reason="亮灯原因",
        committed_finish="承诺完成",
        forecast_finish="预计完成",
        days_late="超期天数",
        days_late_forecast="预计{count}",
    )


def english_labels() -> Labels:
    """Labels from the source strings."""
    return labels_in("en")
