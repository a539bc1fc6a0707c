"""What two articles state of 镇江新区 and no record derives yet: places in the city, approvals, safety."""

from __future__ import annotations

from pathlib import Path

from guatu.core.models import Zone
from guatu.demo.later_areas import Area, enter

READINGS = Path(__file__).parent / "data" / "zhenjiang-readings.csv"
AREAS = (
    Area("enrolled_share_rank", "市重大项目列统投资占比全市位次", "位", "Place by enrolled investment"),
    Area("completion_rank", "市重大项目年度投资完成率全市位次", "位", "Place by investment completion"),
    Area("start_rate_place", "开工率和投资完成率全市位次", "位", "Place by start rate and completion"),
    Area("handbook_industries", "责任手册推广行业领域", "个", "Industries with a safety handbook"),
    Area("farm_chain_leaders", "省级农业全产业链骨干企业", "家", "Provincial leaders of farm chains"),
    Area("approval_time_cut", "审批时限压缩率", "%", "Cut of approval time"),
    Area("approval_step_cut", "审批环节压减率", "%", "Cut of approval steps"),
    Area("approval_paper_cut", "审批材料压减率", "%", "Cut of approval papers"),
)


def report_areas(zone: Zone) -> None:
    enter(zone, AREAS, READINGS)
