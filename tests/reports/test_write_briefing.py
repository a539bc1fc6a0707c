"""The life of a briefing: composed, edited, reviewed by somebody else, issued and frozen."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

import guatu.demo
from guatu.core.errors import InvalidInput, NotAllowed, NotFound, Refused, StaleVersion
from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.indicators.use_cases.load_catalogue import load_catalogue
from guatu.organization.models import Unit
from guatu.projects.models.project import Project
from guatu.projects.sheets.read import read_projects
from guatu.projects.use_cases.import_projects import import_projects
from guatu.reports.choices import Aim, BriefingState
from guatu.reports.models import Briefing, BriefingTemplate
from guatu.reports.selectors.briefings import changes_since, frozen_document, get_briefing
from guatu.reports.use_cases.define_briefing_template import define_briefing_template
from guatu.reports.use_cases.discard_briefing import discard_briefing
from guatu.reports.use_cases.draft_briefing import draft_briefing
from guatu.reports.use_cases.edit_briefing import edit_briefing
from guatu.reports.use_cases.issue_briefing import issue_briefing
from guatu.reports.use_cases.load_default_briefing_templates import load_default_briefing_templates
from guatu.reports.use_cases.return_briefing import return_briefing
from guatu.reports.use_cases.submit_briefing import submit_briefing
from guatu.reports.writing.compose import compose
from guatu.reports.writing.word import write_document
from guatu.sheets.open import open_workbook
from tests.builders import a_zone, an_actor, console

WORKBOOK = Path(guatu.demo.__file__).parent / "data" / "danyang-2018.xlsx"
H1 = Period.parse("2018H1")
SHORT = "# {{ zone }}{{ period }}简报\n\n项目{% figure 'projects.listed' %}，另有7项。"


@pytest.fixture
def danyang(db: None) -> Zone:
    zone = a_zone("DY")
    read = read_projects(open_workbook(WORKBOOK), today=date(2018, 7, 2))
    import_projects(actor=console(zone), sheet=read.sheet, file_name=WORKBOOK.name)
    load_catalogue(actor=console(zone))
    load_default_briefing_templates(actor=console(zone))
    return zone


def a_template(zone: Zone, text: str = SHORT, **given: object) -> BriefingTemplate:
    return define_briefing_template(actor=console(zone), code="short", name="简报", text=text, **given)  # type: ignore[arg-type]


def text_of(source: str, zone: Zone, **given: object) -> str:
    composed = compose(source, H1, actor=console(zone), zone=zone, **given)  # type: ignore[arg-type]
    return "\n".join(block.plain for block in composed.blocks)


def test_the_half_year_report_of_the_workbook(danyang: Zone) -> None:
    template = BriefingTemplate.objects.get(zone=danyang, code="half_year")
    composed = compose(template.text, H1, actor=console(danyang), zone=danyang)
    text = "\n".join(block.plain for block in composed.blocks)
    for told in (
        "重点项目54个",
        "331.7亿元",
        "132.6亿元",
        "结转续建项目19个",
        "188亿元",
        "69.3亿元",
        "143.7亿元",
        "63.3亿元",
    ):
        assert told in text
    assert "已经开工项目11个，开工率31.4%（11/35）；尚未开工24个" in text
    assert composed.title == "测试新区2018年上半年重点项目推进情况报告"
    document = docx.Document(BytesIO(write_document(composed.blocks, title=composed.title)))
    assert any("31.4%" in paragraph.text for paragraph in document.paragraphs)
    assert len(document.tables) == 1
    charts = [p for p in document.part.package.iter_parts() if "/charts/" in str(p.partname)]
    assert len(charts) == 1


def test_conditions_loops_slices_and_forms(danyang: Zone) -> None:
    source = (
        "{% figure 'projects.listed' as all %}{% if all.value > 50 %}多{% else %}少{% endif %}"
        "{% figure 'projects.listed' class='new_start' form='number' %}、"
        "{% figure 'projects.total_investment' in='wan_yuan' %}、"
        "{% figure 'projects.annual_plan_rate' places=2 %}、{% figure 'projects.annual_plan_rate' cut=1 places=0 %}、"
        "{% figure 'projects.listed' period='last_year' %}"
    )
    assert text_of(source, danyang) == "多35、3317000万元、39.98%、39%、0个"


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("一\n二\n{% figure 'projects.nothing' %}", "line 3: "),
        ("{% figure projects.listed", ""),
        ("{% if %}", "line 1"),
        ("{% load static %}", "line 1"),
        ("{% include 'x' %}", "line 1"),
        ("{% figure 'projects.listed' colour='red' %}", "colour"),
        ("{% figure 'projects.listed' form='loud' %}", "shown, number"),
        ("{% figure 'projects.listed' places='many' %}", "decimals"),
        ("{% figure 'projects.listed' unit='town' %}", "unit"),
        ("{% rows 'projects.listed' %}", "“as”"),
        ("{% figure 'projects.listed' period='whenever' %}", "whenever"),
    ],
)
def test_a_fault_names_its_line(danyang: Zone, source: str, told: str) -> None:
    if not told:
        assert text_of(source, danyang) == source
        return
    with pytest.raises(InvalidInput, match=told):
        text_of(source, danyang)


def test_from_draft_to_issue(danyang: Zone) -> None:
    template = a_template(danyang)
    writer = an_actor(danyang, "office", username="writer")
    reviewer = an_actor(danyang, "office_head", username="reviewer")
    briefing = draft_briefing(actor=writer, template=template, period=H1)
    assert (briefing.title, briefing.state) == ("测试新区2018年上半年简报", BriefingState.DRAFT)
    briefing = edit_briefing(
        actor=writer, briefing=briefing, title="标题", text=SHORT + "请知悉。", version=briefing.version
    )
    with pytest.raises(StaleVersion):
        edit_briefing(actor=writer, briefing=briefing, title="又", text="", version=1)
    with pytest.raises(InvalidInput, match="line 1"):
        edit_briefing(actor=writer, briefing=briefing, title="标题", text="{% if %}")
    with pytest.raises(Refused):
        issue_briefing(actor=reviewer, briefing=briefing)
    briefing = submit_briefing(actor=writer, briefing=briefing)
    with pytest.raises(Refused):
        edit_briefing(actor=writer, briefing=briefing, title="标题", text="")
    with pytest.raises(NotAllowed):
        issue_briefing(actor=writer, briefing=briefing)
    briefing = return_briefing(actor=reviewer, briefing=briefing, reason="补一句")
    briefing = submit_briefing(actor=writer, briefing=briefing)
    briefing = issue_briefing(actor=reviewer, briefing=briefing, number="丹开发〔2018〕1号")
    figure = briefing.figures.get()
    assert (figure.value, figure.printed, figure.row_count) == ("54", "54个", 54)
    assert len(figure.fingerprint) == 64
    with pytest.raises(Refused):
        discard_briefing(actor=writer, briefing=briefing)
    second = submit_briefing(
        actor=writer, briefing=draft_briefing(actor=writer, template=template, period=H1)
    )
    with pytest.raises(InvalidInput, match="number"):
        issue_briefing(actor=reviewer, briefing=second, number="丹开发〔2018〕1号")


def test_issued_is_frozen_and_says_what_has_changed(danyang: Zone) -> None:
    writer, reviewer = (
        an_actor(danyang, "office", username="a"),
        an_actor(danyang, "office_head", username="b"),
    )
    briefing = draft_briefing(actor=writer, template=a_template(danyang), period=H1)
    briefing = issue_briefing(actor=reviewer, briefing=submit_briefing(actor=writer, briefing=briefing))
    assert changes_since(briefing, actor=reviewer, zone=danyang) == []
    before = frozen_document(briefing)
    Project.objects.filter(zone=danyang, name="鱼跃医疗设备").update(withdrawn_on=date(2018, 5, 1))
    assert frozen_document(get_briefing(briefing.id, actor=writer)) == before
    (changed,) = changes_since(briefing, actor=reviewer, zone=danyang)
    assert (changed.then.printed, changed.now.number, changed.shown_difference) == ("54个", "53", "−1")


def test_who_may(danyang: Zone) -> None:
    unit = Unit.objects.filter(zone=danyang, projects__isnull=False).distinct()[0]
    clerk = an_actor(danyang, "clerk", unit=unit)
    template = a_template(danyang)
    with pytest.raises(NotAllowed):
        draft_briefing(actor=clerk, template=template, period=H1)
    own = draft_briefing(actor=clerk, template=template, period=H1, unit=unit)
    stranger = an_actor(a_zone("OTHER"), "office", username="stranger")
    with pytest.raises(NotFound):
        get_briefing(own.id, actor=stranger)
    leader = an_actor(danyang, "leader", username="leader")
    with pytest.raises(NotFound):  # a draft is nobody else's business
        get_briefing(own.id, actor=leader)
    submit_briefing(actor=clerk, briefing=own)
    assert get_briefing(own.id, actor=leader) == own  # in review it is, for whoever issues
    own = return_briefing(actor=leader, briefing=own, reason="再核一遍")
    discard_briefing(actor=clerk, briefing=own)
    assert not Briefing.objects.filter(id=own.id).exists()


def test_a_page_about_one_project(danyang: Zone) -> None:
    template = BriefingTemplate.objects.get(zone=danyang, code="project_page")
    assert template.aim == Aim.PROJECT
    office = an_actor(danyang, "office")
    with pytest.raises(InvalidInput, match="project"):
        draft_briefing(actor=office, template=template, period=H1)
    project = Project.objects.get(zone=danyang, name="鱼跃医疗设备")
    briefing = draft_briefing(actor=office, template=template, period=H1, project=project)
    assert briefing.title == "鱼跃医疗设备情况"


def test_every_shipped_template_can_be_filled_in(danyang: Zone) -> None:
    for template in BriefingTemplate.objects.filter(zone=danyang).exclude(aim=Aim.PROJECT):
        assert compose(template.text, H1, actor=console(danyang), zone=danyang).bound


def test_the_command(danyang: Zone, tmp_path: Path) -> None:
    from guatu.cli.briefing import command

    target = tmp_path / "half.docx"
    result = CliRunner().invoke(
        command, ["half_year", "--period", "2018H1", "-o", str(target), "--json"], catch_exceptions=False
    )
    figures = json.loads(result.output)["figures"]
    rates = [one["fraction"] for one in figures if one["name"] == "projects.construction_start_rate"]
    assert rates[0] == "11/35"
    assert docx.Document(str(target)).paragraphs
