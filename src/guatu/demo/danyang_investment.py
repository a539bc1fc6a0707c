"""Investment promotion in the demo zone: two sheets of the workbook, and what an article of 2018 states beside them.

The sheets name 15 agreements and 6 prospects. The article speaks of more, without names: those are entered as “stated”
where it gives a number of its own, and as “invented” where only a sum was divided. What it does not say is left open:
five of its twenty agreements have no class and no amount, so that its breakdown is seen not to close.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.models import Zone
from guatu.core.money import WAN, YI
from guatu.demo.danyang_life import acting, picture
from guatu.enterprises.models.enterprise import Enterprise
from guatu.investment.choices import Basis, DealSheet, PppLevel, Route, Stage
from guatu.investment.details import ProspectDetails
from guatu.investment.models.prospects import Prospect
from guatu.investment.models.registers import Fund, Park, PppProject
from guatu.investment.rules.amounts import Measure
from guatu.investment.rules.closing import Part
from guatu.investment.sheets.read import read_deals
from guatu.investment.use_cases.define_register_entry import define_register_entry
from guatu.investment.use_cases.enter_capital_paid_in import PaidIn, enter_capital_paid_in
from guatu.investment.use_cases.import_deals import import_deals
from guatu.investment.use_cases.land_prospect import land_prospect
from guatu.investment.use_cases.link_project import link_project
from guatu.investment.use_cases.move_prospect import move_prospect
from guatu.investment.use_cases.register_prospect import register_prospect
from guatu.investment.use_cases.sign_agreement import Signed, sign_agreement
from guatu.investment.use_cases.state_totals import Total, state_totals
from guatu.organization.models import Person, Unit
from guatu.organization.selectors import root_unit
from guatu.projects.choices import CapitalOrigin, Precision
from guatu.projects.models.project import Project
from guatu.projects.use_cases.enrol_project import enrol_project
from guatu.projects.use_cases.file_enrolment_paper import file_enrolment_paper
from guatu.sheets.open import open_workbook

ARTICLE = "2018年8月公开报道"
NEW_YEAR, MID_JUNE, HALF_YEAR = date(2018, 1, 1), date(2018, 6, 20), date(2018, 6, 30)
PPP_PROJECTS = ("眼镜小镇", "水晶山文化旅游", "大泊集镇改造", "科创园二期")
FUNDS = ("敏一基金", "国药大健康基金", "江南证券", "金沙江资本", "智慧工场")
PARKS = ("生命科学产业园", "精密制造产业园", "单一智能制造产业园", "航空航天新材料产业园", "众创产业园")
# The article's 242.7亿元 of 16 domestic prospects, divided by us.
DOMESTIC = ("30", "28", "25", "22", "20", "18.5", "16", "15", "14", "12", "11", "9", "8", "6", "5", "3.2")
# Its 5亿美元 and 1.7亿美元 less the six prospects that it names, divided by us among ten.
FOREIGN_TOTAL, FOREIGN_REGISTERED = 2400 * WAN, 816 * WAN
CLASSES = (
    Part("汽车及电梯零部件", 5, Decimal("13.9") * YI),
    Part("新能源、电力电气", 5, Decimal("47.11") * YI),
    Part("医疗器械", 3, Decimal("5.77") * YI),
    Part("其他", 2, Decimal("8.94") * YI),
)


def promote(zone: Zone, workbook: Path) -> None:
    """Fill the registers and the funnel, and let a few prospects live."""
    officer = acting(zone, "investment")
    _registers(zone, officer)
    opened = open_workbook(workbook)
    for reads, as_of in ((DealSheet.AGREEMENTS, None), (DealSheet.PROSPECTS, HALF_YEAR)):
        read = read_deals(opened, reads, as_of=as_of, today=today(zone))
        import_deals(actor=officer, deals=read.deals, file_name=workbook.name)
    _stated(zone, officer)
    _invented(zone, officer)
    _paid_in(zone, officer)
    _enrolment(zone, officer)


def _registers(zone: Zone, officer: Actor) -> None:
    for name in PPP_PROJECTS:
        define_register_entry(
            actor=officer, register=PppProject, name=name, level=PppLevel.PROVINCIAL, since=NEW_YEAR,
            basis=Basis.STATED, remark=ARTICLE,
        )  # fmt: skip
    for name in FUNDS:
        define_register_entry(
            actor=officer, register=Fund, name=name, since=NEW_YEAR, basis=Basis.STATED, remark=ARTICLE
        )
    units = {unit.name: unit for unit in Unit.objects.filter(zone=zone)}
    for name in PARKS:
        define_register_entry(
            actor=officer, register=Park, name=name, unit=units.get(name), since=NEW_YEAR,
            basis=Basis.STATED, remark=ARTICLE,
        )  # fmt: skip


def _stated(zone: Zone, officer: Actor) -> None:
    """What the article counts without naming it."""
    for number in range(16, 21):
        remark = f"{ARTICLE}称截至6月中旬共签约20个，只列出15个的分类；本项未分类，金额未知。"
        prospect = _entered(zone, officer, f"签约项目{number}（未公开）", remark=remark, capital_origin="")
        signed = Signed(MID_JUNE, precision=Precision.TEN_DAYS, basis=Basis.STATED)
        sign_agreement(actor=officer, prospect=prospect, signed=signed)
    for number in range(1, 16):
        remark = f"{ARTICLE}称年初15个签约项目落地，未列名称和金额。"
        prospect = _entered(
            zone, officer, f"年初落地项目{number:02}（未公开）", remark=remark, capital_origin="",
            since=date(2017, 1, 1),
        )  # fmt: skip
        signed = Signed(date(2017, 12, 31), precision=Precision.YEAR, basis=Basis.STATED)
        sign_agreement(actor=officer, prospect=prospect, signed=signed)
        land_prospect(actor=officer, prospect=prospect, on=date(2018, 1, 31), precision=Precision.MONTH)
    state_totals(
        actor=officer,
        total=Total(ARTICLE, NEW_YEAR, MID_JUNE, count=20, amount_cny=Decimal("75.72") * YI),
        parts=CLASSES,
    )


def _invented(zone: Zone, officer: Actor) -> None:
    """Prospects without a name in the article, its sums divided among them; a lead and one that was dropped."""
    # Only the route: an invented amount is not hung on a real name of the registers.
    routes = [Route.PPP] * 4 + [Route.FUND] * 3 + [Route.PARK] * 5 + [""] * 4
    divided = f"{ARTICLE}只给出合计，名称与金额为演示分摊。"
    for number, amount in enumerate(DOMESTIC, 1):
        _entered(
            zone, officer, f"在谈内资项目{number:02}（演示）", remark=divided, basis=Basis.INVENTED,
            total=Measure(Decimal(amount) * YI), is_manufacturing=number % 3 == 1,
            since=date(2018, 1 + number % 6, 10), route=routes[number - 1],
        )  # fmt: skip
    for number in range(7, 17):
        _entered(
            zone, officer, f"在谈外资项目{number:02}（演示）", remark=divided, basis=Basis.INVENTED,
            capital_origin=CapitalOrigin.FOREIGN, since=date(2018, 1 + number % 6, 20),
            total=Measure(FOREIGN_TOTAL, "USD"), registered=Measure(FOREIGN_REGISTERED, "USD"),
        )  # fmt: skip
    referrer = Enterprise.objects.filter(zone=zone, name__contains="演示").order_by("name").first()
    _entered(
        zone, officer, "眼镜镜片智能产线（演示线索）", basis=Basis.INVENTED, stage=Stage.LEAD,
        since=date(2018, 6, 25), referrer=referrer, source="企业推荐（演示）", chain_node="镜片",
        next_step="7月10日前完成首次拜访（演示）",
    )  # fmt: skip
    _entered(
        zone, officer, "智能传感器团队（演示）", basis=Basis.INVENTED, stage=Stage.LEAD,
        since=date(2018, 5, 8), talent_team="演示博士团队", talent_carrier="众创产业园",
    )  # fmt: skip
    dropped = _entered(zone, officer, "纺织后整理项目（演示）", basis=Basis.INVENTED, since=date(2018, 2, 1))
    move_prospect(
        actor=officer, prospect=dropped, to=Stage.DROPPED, on=date(2018, 4, 12),
        reason="能耗指标不足，客商转往外地（演示）",
    )  # fmt: skip


def _entered(
    zone: Zone, officer: Actor, name: str, *, stage: Stage = Stage.NEGOTIATING, since: date = NEW_YEAR,
    basis: Basis = Basis.STATED, **values: Any,
) -> Prospect:  # fmt: skip
    details = ProspectDetails(
        name,
        root_unit(zone.id),
        basis=basis,
        person=_officer(zone),
        **values,
    )
    return register_prospect(actor=officer, details=details, stage=stage, on=since)


def _officer(zone: Zone) -> Person:
    return Person.objects.get(zone=zone, name="招商专员（演示）")


def _paid_in(zone: Zone, officer: Actor) -> None:
    """Two months of one signed foreign prospect; invented."""
    prospect = Prospect.objects.get(zone=zone, name="新能源、电力电气项目07")
    for day, amount, rate in ((date(2018, 5, 18), 200, "6.3699"), (date(2018, 6, 22), 150, "6.4804")):
        enter_capital_paid_in(
            actor=officer,
            prospect=prospect,
            paid_in=PaidIn(
                day,
                Measure(Decimal(amount) * WAN, "USD", Decimal(rate), day),
                f"演示凭证{day:%m%d}",
                "演示数据",
            ),
        )


def _enrolment(zone: Zone, officer: Actor) -> None:
    """Three agreements with their projects: one enrolled, one with papers that lack something, one with none."""
    office, statistician = acting(zone, "office"), acting(zone, "statistician")
    linked = {
        "汽车及电梯零部件项目01": "新开工项目01（名称未公开）",
        "汽车及电梯零部件项目03": "新开工项目02（名称未公开）",
        "医疗器械项目13": "新开工项目03（名称未公开）",
    }
    projects = {p.name: p for p in Project.objects.filter(zone=zone, name__in=linked.values())}
    for prospect in Prospect.objects.filter(zone=zone, name__in=linked):
        link_project(actor=officer, prospect=prospect, project=projects[linked[prospect.name]])
    first, second = projects["新开工项目01（名称未公开）"], projects["新开工项目02（名称未公开）"]
    enrol_project(
        actor=statistician,
        project=first,
        entered_on=date(2018, 6, 20),
        source="统计部门在库项目名单（演示）",
    )
    for material, owner, name in (
        ("content", "", ""),
        ("filing", second.owner_name, second.name),
        ("contract", "新开工项目二公司（演示）", second.name),
        ("licence", second.owner_name, ""),
    ):
        file_enrolment_paper(
            actor=office,
            project=second,
            material=material,
            owner_on_paper=owner,
            project_on_paper=name,
            dated=date(2018, 5, 20),
            files=[picture(f"{material} 2018-05-20", len(material))],
            note="演示材料",
        )
