"""The rules a new zone begins with. Limits are local everywhere [U]: the zone changes them as a new version.

Sources: the limits of 2 hours, 24 hours, 7 and 15 days follow a capital's draft for citizens' demands; the colours
follow 宿迁 (blue near due, yellow behind, red overdue). The unit of each limit is stored with it.
"""

from __future__ import annotations

from typing import Any


def _limit(amount: int | str, unit: str) -> dict[str, str]:
    return {"amount": str(amount), "unit": unit}


def _rung(
    name: str, clock: str, after: dict[str, str] | None, receivers: list[str], colour: str
) -> dict[str, Any]:
    return {"name": name, "clock": clock, "after": after, "receivers": receivers, "colour": colour}


def _line(name: str, kinds: list[str], urgencies: list[str], calendar: str, **limits: Any) -> dict[str, Any]:
    return {
        "name": name, "kinds": kinds, "categories": [], "urgencies": urgencies, "calendar": calendar, **limits,
    }  # fmt: skip


_LADDER = [
    _rung("签收逾期", "sign_for", _limit(0, "hour"), ["handler", "unit"], "yellow"),
    _rung("首次答复逾期", "first_reply", _limit(0, "hour"), ["handler", "unit"], "yellow"),
    _rung("临期提醒", "whole", None, ["grid", "handler"], "blue"),
    _rung("逾期", "whole", _limit(0, "hour"), ["handler", "unit"], "yellow"),
    _rung("逾期一个工作日", "whole", _limit(1, "working_day"), ["unit", "department"], "red"),
    _rung("逾期三个工作日", "whole", _limit(3, "working_day"), ["office", "meeting"], "red"),
    _rung("逾期五个工作日", "whole", _limit(5, "working_day"), ["leaders"], "red"),
]

# A tip climbs its chain 末梢疏通 level by level: central household, grid, station or village, town or street.
_TIP_LADDER = [
    _rung("告知中心户", "sign_for", None, ["central"], ""),
    _rung("升至网格", "sign_for", _limit(0, "hour"), ["grid"], "blue"),
    _rung("升至村（社区）", "sign_for", _limit(4, "working_hour"), ["unit"], "yellow"),
    _rung("升至镇（街道、园区）", "sign_for", _limit(1, "working_day"), ["department"], "red"),
    *_LADDER[2:],
]

DEFAULT_RULES: dict[str, Any] = {
    "clocks": [
        _line(
            "紧急事项", [], ["urgent"], "all-hours",
            sign_for=_limit(2, "hour"), first_reply=_limit(24, "hour"), whole=_limit(7, "calendar_day"),
            support=_limit(2, "calendar_day"),
        ),
        _line(
            "企业诉求", ["demand"], [], "",
            sign_for=_limit(4, "working_hour"), first_reply=_limit(1, "working_day"),
            whole=_limit(5, "working_day"), support=_limit(2, "working_day"),
        ),
        _line(
            "隐患", ["hazard"], [], "",
            sign_for=_limit(2, "working_hour"), whole=_limit(3, "working_day"), support=_limit(1, "working_day"),
        ),
        _line(
            "其他事项", [], [], "",
            sign_for=_limit(1, "working_day"), first_reply=_limit(3, "working_day"),
            whole=_limit(10, "working_day"), support=_limit(3, "working_day"),
        ),
    ],
    "nearly_due": "0.8",
    "stop_days": 30,
    "ladders": {"*": _LADDER, "tip": _TIP_LADDER},
    "repeat": _limit(1, "working_day"),
    "start_rung": {"important": 1, "urgent": 2},
    "raised_by": ["projects.light"],
}  # fmt: skip
