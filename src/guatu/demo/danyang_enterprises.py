"""Invented enterprises in the demo zone, with visits, and demands in every state.

Names that say 演示 are invented, and so are all credit codes: their organisation codes are 000000NN, below every number
that was ever given out, with the check characters that belong to them. Three real owners of the workbook stand in the
register by the names that the workbook has, without a code.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.models import Zone
from guatu.demo.danyang_life import acting, picture
from guatu.demo.sign_ins import DEMO_TOKEN
from guatu.enterprises.choices import VisitGround
from guatu.enterprises.demands import DEMAND
from guatu.enterprises.details import EnterpriseDetails
from guatu.enterprises.models.enterprise import Enterprise
from guatu.enterprises.rules.credit_codes import check_character, inner_check_character
from guatu.enterprises.selectors.links import enterprise_actor
from guatu.enterprises.use_cases.add_contact import add_contact
from guatu.enterprises.use_cases.issue_access_link import issue_access_link
from guatu.enterprises.use_cases.join_visit import join_visit
from guatu.enterprises.use_cases.plan_visit import TakesPart, plan_visit
from guatu.enterprises.use_cases.record_visit import Found, record_visit
from guatu.enterprises.use_cases.register_enterprise import register_enterprise
from guatu.matters.choices import Source
from guatu.matters.models.matter import Matter
from guatu.matters.selectors.rules import category_coded, kind_coded
from guatu.matters.use_cases.close_out_matter import close_out_matter
from guatu.matters.use_cases.dispatch_matter import dispatch_matter
from guatu.matters.use_cases.raise_matter import raise_matter
from guatu.matters.use_cases.rate_matter import rate_matter
from guatu.matters.use_cases.reply_on_matter import reply_on_matter
from guatu.matters.use_cases.report_matter_done import report_matter_done
from guatu.matters.use_cases.sign_for_matter import sign_for_matter
from guatu.matters.use_cases.verify_matter import verify_matter
from guatu.organization.models import Person, Unit
from guatu.organization.selectors import root_unit
from guatu.projects.models.project import Project

# Name, industry, longitude and latitude (CGCS2000).
INVENTED = (
    ("演示精密机械有限公司", "C34", "119.612300", "32.021400"),
    ("演示医疗器械有限公司", "C3580", "119.598700", "32.014800"),
    ("演示新材料科技有限公司", "C30", "119.620500", "32.030100"),
    ("演示汽车零部件有限公司", "C3670", "119.605100", "32.009600"),
    ("演示光学眼镜有限公司", "C3587", "119.590200", "32.018300"),
    ("演示智能装备股份有限公司", "C35", "119.615900", "32.026700"),
    ("演示生物制药有限公司", "C27", "119.601800", "32.033900"),
    ("演示冷链物流有限公司", "G59", "119.627400", "32.012200"),
    ("演示纺织服装厂", "C18", "119.586600", "32.007500"),
)
OWNERS = ("鱼跃医疗设备", "恒辉科技", "金鹏健身器材")


def an_invented_code(number: int) -> str:
    """A credit code that nobody bears and whose check characters fit."""
    body = f"{number:08}"
    first = f"91321181{body}{inner_check_character(body)}"
    return first + check_character(first)


def settle_enterprises(zone: Zone) -> None:
    """Register the enterprises, give one its link, and let them be visited and raise demands."""
    office = acting(zone, "office")
    park = Unit.objects.get(zone=zone, name="生命科学产业园")
    liaison = Person.objects.get(zone=zone, name="联系人2")
    firms = [
        register_enterprise(
            actor=office,
            details=EnterpriseDetails(
                name,
                park,
                an_invented_code(number),
                industry,
                f"演示路{number}号",
                Decimal(longitude),
                Decimal(latitude),
                liaison if number <= 4 else None,
            ),
        )
        for number, (name, industry, longitude, latitude) in enumerate(INVENTED, 1)
    ]
    for project in Project.objects.filter(zone=zone, name__in=OWNERS).select_related("unit"):
        register_enterprise(actor=office, details=EnterpriseDetails(project.name, project.unit))
    add_contact(actor=office, enterprise=firms[0], name="王经理（演示）", role="总经理", phone="13800000000")
    issue_access_link(
        actor=office,
        enterprise=firms[0],
        given_to="王经理（演示）",
        expires_on=today(zone) + timedelta(days=365),
        fixed_token=DEMO_TOKEN,
    )
    _visits(zone, firms, park)
    _demands(zone, firms, park)


def _visits(zone: Zone, firms: list[Enterprise], park: Unit) -> None:
    clerk, office, day = acting(zone, "park"), acting(zone, "office"), today(zone)
    mine = [TakesPart(park, "园区专员（演示）")]

    def planned(firm: Enterprise, on: date, purpose: str, **values: Any) -> Any:
        return plan_visit(actor=clerk, enterprise=firm, day=on, taking_part=mine, purpose=purpose, **values)

    visit = planned(firms[1], day, "了解上半年生产经营情况（演示）")
    record_visit(
        actor=clerk,
        visit=visit,
        made_on=day,
        summary="上半年订单平稳，二期厂房年底投用。（演示）",
        findings=[
            Found("厂区门口停车位紧张，已与物业协商增加10个。（演示）", is_solved=True),
            Found("夏季高峰用电缺口约300千伏安。（演示）", category=_category(zone, "power")),
        ],
        photos=[picture(f"visit {day}", 18)],
    )
    visit = planned(firms[3], day, "用工情况走访（演示）")
    record_visit(actor=clerk, visit=visit, made_on=day, summary="用工稳定，暂无困难。（演示）")
    joint = planned(firms[0], day + timedelta(days=3), "一线工作法：月度联合走访（演示）")
    join_visit(actor=office, visit=joint, unit=root_unit(zone.id), visitors="项目办主任（演示）")
    planned(firms[0], day + timedelta(days=17), "安全生产服务（演示）")
    planned(
        firms[2],
        day + timedelta(days=1),
        "环评手续辅导（演示）",
        ground=VisitGround.REQUEST,
        ground_reason="企业来电，请求上门辅导。（演示）",
    )


def _demands(zone: Zone, firms: list[Enterprise], park: Unit) -> None:
    """One in each state, and one that went the whole way."""
    told = (
        (firms[0], "宿舍区缺少公交站点", "other", 0),
        (firms[0], "技改项目设备贷款贴息如何申报", "policy", 1),
        (firms[0], "新车间用气增容", "gas", 2),
        (firms[0], "厂区东侧道路积水", "environment", 4),
        (firms[0], "招聘30名操作工", "labour", 5),
        (firms[2], "环评批复进度", "permit", 3),
        (firms[4], "厂房租赁合同续签", "land", 2),
    )
    for firm, title, category, steps in told:
        _demand(zone, firm, title, category, steps, park)


def _demand(zone: Zone, firm: Enterprise, title: str, category: str, steps: int, park: Unit) -> None:
    office, clerk = acting(zone, "office"), acting(zone, "park")
    raiser: Actor = enterprise_actor(firm)
    matter: Matter = raise_matter(
        actor=raiser,
        kind=kind_coded(DEMAND, zone.id),
        title=f"{title}（演示）",
        text="演示诉求，由企业通过链接提交。",
        category=_category(zone, category),
        subject=firm,
        source=Source.LINK,
    )
    # Where the table of dispatch has decided already, the office does what the park would have done.
    if matter.lead_unit_id is not None:
        clerk = clerk if matter.lead_unit_id == park.id else office
    elif steps >= 1:
        matter = dispatch_matter(actor=office, matter=matter, unit=park)
    if steps >= 2:
        matter = sign_for_matter(actor=clerk, matter=matter)
        reply_on_matter(actor=clerk, matter=matter, text="已与企业联系，正在协调。（演示）")
    if steps >= 3:
        report_matter_done(actor=clerk, matter=matter, text="已办结。（演示）")
    if steps >= 4:
        matter = verify_matter(actor=acting(zone, "supervisor"), matter=matter)
    if steps >= 5:
        matter = close_out_matter(actor=raiser, matter=matter, text="确认。（演示）")
        rate_matter(actor=raiser, matter=matter, rating="satisfied", text="很及时。（演示）")


def _category(zone: Zone, code: str) -> Any:
    return category_coded(kind_coded(DEMAND, zone.id), code)
