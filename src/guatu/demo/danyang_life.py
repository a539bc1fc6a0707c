"""Invented life in the demo zone: reports from the site, buildings, plans, a proof of start, two ledgers.

Everything is done by the demo's people through the product's own use cases; texts and pictures say that they are
made for the demonstration.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from guatu.accounts.models import User
from guatu.core.actor import Actor
from guatu.core.models import Zone
from guatu.organization.choices import MemberRole
from guatu.organization.models import Person
from guatu.organization.powers import actor_for
from guatu.organization.selectors import root_unit
from guatu.organization.use_cases.form_task_force import Seat, form_task_force
from guatu.projects.choices import Ledger, StartKind, WorkKind, WorkStage
from guatu.projects.models.plan import Milestone, Plan
from guatu.projects.models.plan_templates import PlanTemplate
from guatu.projects.models.progress import InvestmentEntry, WorkItem
from guatu.projects.models.project import Project
from guatu.projects.rules.investment import Components, Statement
from guatu.projects.use_cases.achieve_milestone import achieve_milestone
from guatu.projects.use_cases.approve_plan import approve_plan
from guatu.projects.use_cases.assign_bundle import Bundle, assign_bundle
from guatu.projects.use_cases.describe_works import WorkDescription, describe_works
from guatu.projects.use_cases.enter_statistical_investment import enter_statistical_investment
from guatu.projects.use_cases.file_progress_report import WorkTold, file_progress_report
from guatu.projects.use_cases.file_start_proof import file_start_proof
from guatu.projects.use_cases.instantiate_plan import instantiate_plan
from guatu.projects.use_cases.submit_plan import submit_plan
from guatu.projects.use_cases.verify_start_proof import verify_start_proof

MILLION = Decimal(1_000_000)


def live(zone: Zone) -> None:
    """Let the zone live until its clock date."""
    yuyue = Project.objects.get(zone=zone, name="鱼跃医疗设备")
    _task_force(zone, yuyue)
    _buildings(zone, yuyue)
    _workshops(zone)
    _starts(zone)
    _reports(zone)
    _plans(zone)
    _statistics(zone)


def acting(zone: Zone, username: str) -> Actor:
    """The demo user of that name, as signed in."""
    actor = actor_for(User.objects.get(username=username), zone)
    if actor is None:
        raise LookupError(username)
    return actor


def picture(text: str, shade: int) -> SimpleUploadedFile:
    """A drawn stand-in for a photo of a building site."""
    image = Image.new("RGB", (1280, 960), (196 - shade, 208 - shade, 220 - shade))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 640, 1280, 960), fill=(150, 132, 110))
    for storey in range(3 + shade % 4):
        top = 560 - 90 * storey
        draw.rectangle((280, top, 1000, top + 80), fill=(120, 126, 134), outline=(70, 74, 80), width=6)
    draw.line((1080, 640, 1080, 120, 560, 120), fill=(214, 150, 40), width=16)
    draw.text((40, 40), "GUATU DEMO", fill=(40, 44, 50), font_size=48)
    draw.text((40, 100), text, fill=(40, 44, 50), font_size=36)
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=82)
    return SimpleUploadedFile(f"demo-{shade}.jpg", buffer.getvalue(), "image/jpeg")


def _task_force(zone: Zone, project: Project) -> None:
    office = acting(zone, "office")
    people = {p.name: p for p in Person.objects.filter(zone=zone, name__in=("工委领导2", "联系人2"))}
    force = form_task_force(
        actor=office,
        name="鱼跃医疗设备项目服务专班（演示）",
        unit=root_unit(zone.id),
        valid_from=date(2018, 1, 8),
        seats=[
            Seat(person=people["工委领导2"], role=MemberRole.HEAD),
            Seat(person=people["联系人2"], role=MemberRole.MEMBER),
        ],
    )
    assign_bundle(
        actor=office,
        project=project,
        bundle=Bundle(lead_official=people["工委领导2"], liaison=people["联系人2"], task_force=force),
        on=date(2018, 1, 8),
    )


def _buildings(zone: Zone, project: Project) -> None:
    """Published: buildings 2–5 capped, building 6 at its second floor."""
    clerk = acting(zone, "park")
    works = describe_works(
        actor=clerk,
        project=project,
        works=[
            WorkDescription(kind=WorkKind.BUILDING, name=f"{number}号厂房", place="湖东")
            for number in range(2, 7)
        ],
    )
    by_name: dict[str, WorkItem] = {work.name: work for work in works}
    file_progress_report(
        actor=acting(zone, "grid"),
        project=project,
        day=date(2018, 6, 29),
        text="湖东2、3、4、5号厂房主体封顶，6号厂房建至第二层。（演示）",
        next_plan="6号厂房三层结构施工，2号厂房开始内外墙。（演示）",
        works=[
            *(
                WorkTold(by_name[f"{number}号厂房"].id, WorkStage.CAPPED, share=Decimal("0.75"))
                for number in range(2, 6)
            ),
            WorkTold(by_name["6号厂房"].id, WorkStage.STRUCTURE, floor=2, share=Decimal("0.4")),
        ],
        photos=[picture("2018-06-29", 12), picture("2018-06-29", 27)],
    )


def _workshops(zone: Zone) -> None:
    """Published: two workshops of another project are completed and in trial production."""
    office, project = acting(zone, "office"), Project.objects.get(zone=zone, name="乐能电池新材料")
    works = describe_works(
        actor=office,
        project=project,
        works=[WorkDescription(kind=WorkKind.BUILDING, name=f"{number}号厂房") for number in (1, 2)],
    )
    file_progress_report(
        actor=office,
        project=project,
        day=date(2018, 6, 28),
        text="1、2号厂房竣工投入试生产。（演示）",
        next_plan="试生产爬坡。（演示）",
        works=[WorkTold(work.id, WorkStage.COMPLETED, share=Decimal(1)) for work in works],
    )


def _starts(zone: Zone) -> None:
    """The two projects of the concentrated start: proof filed by the office's clerk, verified by a supervisor."""
    office, supervisor = acting(zone, "office"), acting(zone, "supervisor")
    for name, day, number in (
        ("天宏工业智能机器人", date(2018, 4, 18), 1),
        ("天豪输变电", date(2018, 1, 16), 2),
    ):
        proof = file_start_proof(
            actor=office,
            project=Project.objects.get(zone=zone, name=name),
            kind=StartKind.PILING,
            day=day,
            permit_number=f"演示-2018-{number:03}",
            photos=[picture(f"{day} first pile", 40 + number)],
        )
        if number == 2:
            verify_start_proof(actor=supervisor, proof=proof, note="现场核实（演示）")


def _reports(zone: Zone) -> None:
    told = (
        ("恒辉科技", date(2018, 6, 28), "基础承台完成三分之二。（演示）", "完成基础，开始一层柱。（演示）", ""),
        ("天工新一科技二期", date(2018, 6, 27), "主体二层结构施工。（演示）", "三层楼面浇筑。（演示）", ""),
        ("日产业园三期", date(2018, 6, 26), "桩基全部完成，开始承台。（演示）", "承台完成一半。（演示）", ""),
        ("金鹏健身器材", date(2018, 6, 22), "桩基施工。（演示）", "增加桩机。（演示）", "用电不足。（演示）"),
    )  # fmt: skip
    office = acting(zone, "office")
    for place, (name, day, text, next_plan, difficulty) in enumerate(told):
        file_progress_report(
            actor=office,
            project=Project.objects.get(zone=zone, name=name),
            day=day,
            text=text,
            next_plan=next_plan,
            difficulty=difficulty,
            photos=[picture(str(day), 5 + 9 * place)],
        )


def _plans(zone: Zone) -> None:
    """Two committed plans with some milestones achieved, and one that waits for a decision."""
    office, leader = acting(zone, "office"), acting(zone, "leader")
    template = PlanTemplate.objects.get(zone=zone, type="industrial", is_current=True)
    for name, target in (("恒辉科技", date(2019, 10, 31)), ("新开工项目08（名称未公开）", date(2020, 3, 31))):
        plan = _submitted(office, zone, name, template, target)
        approve_plan(actor=leader, plan=plan, meeting="2018年第6次项目调度会（演示）")
    _submitted(office, zone, "新开工项目12（名称未公开）", template, date(2020, 6, 30))
    henghui = Project.objects.get(zone=zone, name="恒辉科技")
    finished = Milestone.objects.filter(project=henghui, zone=zone, committed_finish__lt=henghui.actual_start)
    for milestone in finished.exclude(anchor="start").order_by("order"):
        achieve_milestone(
            actor=office,
            milestone=milestone,
            started_on=milestone.committed_start,
            finished_on=milestone.committed_finish,
        )


def _submitted(actor: Actor, zone: Zone, name: str, template: PlanTemplate, target: date) -> Plan:
    plan = instantiate_plan(
        actor=actor, project=Project.objects.get(zone=zone, name=name), template=template, target=target
    )
    return submit_plan(actor=actor, plan=plan)


def _statistics(zone: Zone) -> None:
    """The bureau's figures for three projects; a little below what the office dispatches by."""
    statistician = acting(zone, "statistician")
    for name, parts in _bureau():
        project = Project.objects.get(zone=zone, name=name)
        if InvestmentEntry.objects.filter(project=project, zone=zone, ledger=Ledger.STATISTICAL).exists():
            continue
        components = Components(*(Decimal(part) * MILLION for part in parts))
        enter_statistical_investment(
            actor=statistician,
            project=project,
            year=2018,
            month=6,
            statement=Statement(sum((Decimal(part) for part in parts), Decimal(0)) * MILLION, components),
            source="统计联网直报平台（演示）",
            reason="演示数据补录",
        )


def _bureau() -> Sequence[tuple[str, tuple[int, int, int, int]]]:
    """Name, and construction, installation, equipment and other in million yuan."""
    return (
        ("鱼跃医疗设备", (188, 12, 65, 7)),
        ("乐能电池新材料", (22, 6, 33, 2)),
        ("恒辉科技", (26, 0, 4, 3)),
    )
