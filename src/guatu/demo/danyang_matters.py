"""Invented matters around the demo zone's projects, in every state, some of them far up the ladder.

Everything is done by the demo's people through the product's own use cases, each at its own moment of spring 2018; the
texts say that they are made for the demonstration.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date, datetime

from guatu.core.actor import Actor
from guatu.core.clock import CHINA, frozen_at
from guatu.core.models import Zone
from guatu.demo.danyang_life import acting, picture
from guatu.matters.models.matter import Matter
from guatu.matters.rules.routing import Route
from guatu.matters.selectors.rules import category_coded, kind_coded
from guatu.matters.tasks import ring_ladders
from guatu.matters.use_cases.approve_clock_stop import approve_clock_stop
from guatu.matters.use_cases.ask_clock_stop import ask_clock_stop
from guatu.matters.use_cases.ask_extension import ask_extension
from guatu.matters.use_cases.ask_help import ask_help
from guatu.matters.use_cases.ask_support import ask_support
from guatu.matters.use_cases.close_matter_unsolved import close_matter_unsolved
from guatu.matters.use_cases.close_out_matter import close_out_matter
from guatu.matters.use_cases.dispatch_matter import dispatch_matter
from guatu.matters.use_cases.raise_matter import raise_matter
from guatu.matters.use_cases.rate_matter import rate_matter
from guatu.matters.use_cases.reply_on_matter import reply_on_matter
from guatu.matters.use_cases.report_matter_done import report_matter_done
from guatu.matters.use_cases.return_matter import return_matter
from guatu.matters.use_cases.set_dispatch_table import set_dispatch_table
from guatu.matters.use_cases.sign_for_matter import sign_for_matter
from guatu.matters.use_cases.verify_matter import verify_matter
from guatu.organization.models import Unit
from guatu.organization.powers import system_actor
from guatu.organization.selectors import root_unit
from guatu.projects.models.project import Project
from guatu.projects.use_cases.raise_red_lights import raise_red_lights

PARK = "生命科学产业园"


def at(month: int, day: int, hour: int = 9) -> AbstractContextManager[None]:
    """Within the block it is that hour of 2018 in China."""
    return frozen_at(datetime(2018, month, day, hour, tzinfo=CHINA))


class Matters:
    """Who does what in the demo."""

    def __init__(self, zone: Zone) -> None:
        self.zone = zone
        self.office, self.leader, self.park, self.grid, self.supervisor = (
            acting(zone, name) for name in ("office", "leader", "park", "grid", "supervisor")
        )
        self.unit = Unit.objects.get(zone=zone, name=PARK)

    def raised(
        self,
        kind: str,
        category: str,
        title: str,
        *,
        by: Actor | None = None,
        project: str = "",
        **values: object,
    ) -> Matter:
        found = kind_coded(kind, self.zone.id)
        return raise_matter(
            actor=by or self.grid,
            kind=found,
            category=category_coded(found, category),
            title=title,
            text=f"{title}。（演示）",
            subject=Project.objects.get(zone=self.zone, name=project) if project else None,
            **values,  # type: ignore[arg-type]
        )

    def dispatched(self, matter: Matter) -> Matter:
        return dispatch_matter(actor=self.office, matter=matter, unit=self.unit)

    def signed(self, matter: Matter) -> Matter:
        return sign_for_matter(actor=self.park, matter=self.dispatched(matter))


def load_matters(zone: Zone, today: date) -> None:
    """Let the matters happen, ring the ladder, and let the red lights open theirs."""
    people = Matters(zone)
    _table(people)
    _ended(people)
    _late(people)
    _waiting(people)
    for month, day in ((6, 15), (6, 20), (6, 22), (6, 27), (6, 29)):
        with at(month, day, 18):
            ring_ladders([zone])
    with at(7, 2, 8):
        raise_red_lights(actor=system_actor("tick", zone), today=today)


def _table(people: Matters) -> None:
    """Hazards go to the unit of the place; labour and power to the zone's own office."""
    root = root_unit(people.zone.id)
    lines = [
        Route(1, kind="demand", category="labour", to_unit=root.id),
        Route(2, kind="demand", words=("停电", "扩容", "供电"), to_unit=root.id),
        Route(3, kind="hazard", subject_type="projects.project"),
    ]
    with at(5, 2):
        set_dispatch_table(actor=people.office, lines=lines, reason="演示数据")


def _ended(people: Matters) -> None:
    """Struck off and rated; reopened by a dissatisfied raiser; closed without being solved."""
    with at(5, 7):
        matter = people.signed(people.raised("demand", "environment", "厂区门口积水", project="鱼跃医疗设备"))
        reply_on_matter(actor=people.park, matter=matter, text="已联系市政，本周疏通。（演示）")
    with at(5, 10):
        report_matter_done(
            actor=people.park, matter=matter, text="管网已疏通。（演示）", files=[picture("drain", 31)]
        )
    with at(5, 11):
        verify_matter(actor=people.supervisor, matter=matter, text="现场看过。（演示）")
        close_out_matter(
            actor=people.supervisor, matter=matter, text="企业负责人电话确认。（演示）", is_confirmed=True
        )
        rate_matter(actor=people.grid, matter=_fresh(matter), rating="satisfied")
    with at(6, 4):
        again = people.signed(people.raised("suggestion", "service", "增加园区夜班公交"))
        report_matter_done(actor=people.park, matter=again, text="已向公交公司发函。（演示）")
    with at(6, 8):
        verify_matter(actor=people.supervisor, matter=again)
        close_out_matter(actor=people.supervisor, matter=again)
    with at(6, 25):
        rate_matter(
            actor=people.grid, matter=_fresh(again), rating="dissatisfied", text="发函后没有下文。（演示）"
        )
        first = people.raised("tip", "facility", "路灯不亮")
        second = people.raised("tip", "facility", "湖东路路灯不亮")
        close_matter_unsolved(
            actor=people.office,
            matter=second,
            outcome="duplicate",
            text="与前一件相同，并入办理。",
            duplicate_of=first,
        )


def _late(people: Matters) -> None:
    """Three of them have climbed the ladder: to the unit, to the office, to the leaders."""
    with at(6, 4):
        land = people.signed(people.raised("problem", "land", "三期用地指标未落实", project="日产业园三期"))
        reply_on_matter(actor=people.park, matter=land, text="正在与资规部门对接。（演示）")
    with at(6, 13):
        power = people.signed(people.raised("problem", "energy", "临时用电容量不足", project="金鹏健身器材"))
        reply_on_matter(actor=people.park, matter=power, text="已申请增容。（演示）")
        ask_support(
            actor=people.park, matter=power, unit=root_unit(people.zone.id), request="协调供电公司（演示）"
        )
    with at(6, 15):
        ask_help(actor=people.park, matter=land, text="请工委会办确定指标来源。（演示）")
    with at(6, 26):
        people.dispatched(people.raised("hazard", "site", "塔吊警戒区无围挡", urgency="important"))


def _waiting(people: Matters) -> None:
    """At every other step: to be dispatched, signed for, decided, verified; a clock that stands; one returned."""
    with at(6, 20):
        stopped = people.signed(
            people.raised("problem", "design", "图纸变更待设计院确认", project="恒辉科技")
        )
        reply_on_matter(actor=people.park, matter=stopped, text="设计院答复两周内出图。（演示）")
    with at(6, 21):
        request = ask_clock_stop(actor=people.park, matter=stopped, days=15, reason="等待设计院出图（演示）")
        approve_clock_stop(actor=people.leader, request=request)
    with at(6, 25):
        asked = people.signed(
            people.raised("problem", "demolition", "两户未搬迁", project="天工新一科技二期")
        )
        reply_on_matter(actor=people.park, matter=asked, text="已上门三次。（演示）")
        returned = people.dispatched(people.raised("tip", "traffic", "货车占道停放"))
        return_matter(
            actor=people.park,
            matter=returned,
            reason="not_ours",
            text="属交警职责。（演示）",
            better_unit=root_unit(people.zone.id),
        )
    with at(6, 28):
        ask_extension(actor=people.park, matter=asked, days=5, reason="协商补偿方案（演示）")
        done = people.signed(people.raised("hazard", "fire", "疏散通道堆放货物"))
        report_matter_done(
            actor=people.park, matter=done, text="已清理。（演示）", files=[picture("cleared", 22)]
        )
        raise_matter(
            actor=people.leader,
            kind=kind_coded("assignment", people.zone.id),
            title="一周内拿出停车方案",
            text="现场交办。（演示）",
            lead_unit=people.unit,
            due_on=date(2018, 7, 6),
        )
    with at(6, 29):
        people.raised("demand", "labour", "急需焊工二十名", by=people.park)
        people.raised("suggestion", "work", "设立项目服务日")


def _fresh(matter: Matter) -> Matter:
    return Matter.objects.select_related("kind", "lead_unit").get(zone_id=matter.zone_id, id=matter.id)
