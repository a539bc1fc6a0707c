"""The pages of briefings, from the template to the issued document."""

from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from django.test import Client

import guatu.demo
from guatu.accounts.models import User
from guatu.core.models import Zone
from guatu.indicators.use_cases.load_catalogue import load_catalogue
from guatu.projects.sheets.read import read_projects
from guatu.projects.use_cases.import_projects import import_projects
from guatu.reports.models import Briefing, BriefingTemplate
from guatu.reports.use_cases.load_default_briefing_templates import load_default_briefing_templates
from guatu.sheets.open import open_workbook
from tests.builders import a_zone, an_actor, console

WORKBOOK = Path(guatu.demo.__file__).parent / "data" / "danyang-2018.xlsx"


@pytest.fixture
def danyang(db: None) -> Zone:
    zone = a_zone("DY")
    read = read_projects(open_workbook(WORKBOOK), today=date(2018, 7, 2))
    import_projects(actor=console(zone), sheet=read.sheet, file_name=WORKBOOK.name)
    load_catalogue(actor=console(zone))
    load_default_briefing_templates(actor=console(zone))
    return zone


def signed_in(zone: Zone, role: str, name: str) -> Client:
    an_actor(zone, role, username=name)
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


def test_walk(danyang: Zone) -> None:
    office, head = signed_in(danyang, "office", "office"), signed_in(danyang, "office_head", "head")
    template = BriefingTemplate.objects.get(zone=danyang, code="half_year")
    home = "/z/DY/reports/briefings/"
    assert "No briefing yet" in office.get(home).content.decode()
    wrong = office.post(f"{home}draft/", {"template": template.id, "period": "2018H3"})
    assert wrong.status_code == 422
    assert "2018H3" in wrong.content.decode()
    made = office.post(f"{home}draft/", {"template": template.id, "period": "2018H1"})
    page = made["Location"]
    text = office.get(page).content.decode()
    assert "/z/DY/reports/figures/projects.construction_start_rate/?period=2018H1" in text
    edited = office.get(f"{page}edit/").context["form"].initial
    sent = office.post(f"{page}edit/", {**edited, "text": edited["text"] + "\n\n另有88项工作。"})
    assert sent.status_code == 302
    assert '<mark class="typed-number"' in office.get(page).content.decode()
    refused = office.post(f"{page}edit/", {**edited, "version": edited["version"] + 1, "text": "{% if %}"})
    assert refused.status_code == 422
    assert "line 1" in refused.content.decode()
    assert office.post(f"{page}submit/").status_code == 302
    assert office.get(f"{page}issue/").status_code == 403  # who drafted it does not issue it
    assert office.post(f"{page}issue/", {"number": ""}).status_code == 403
    assert head.post(f"{page}return/", {"reason": "补充"}).status_code == 302
    assert "补充" in office.get(page).content.decode()
    office.post(f"{page}submit/")
    assert (
        head.post(f"{page}issue/", {"number": "丹开发〔2018〕9号", "signature": "管委会"}).status_code == 302
    )
    assert "as_of=" in head.get(page).content.decode()
    word = head.get(f"{page}word/")
    lines = [paragraph.text for paragraph in docx.Document(BytesIO(word.content)).paragraphs]
    assert "管委会" in lines
    assert any("11/35" in line for line in lines)
    again = [p.text for p in docx.Document(BytesIO(head.get(f"{page}word/").content)).paragraphs]
    assert again == lines
    assert "Nothing has changed" in head.get(f"{page}changes/").content.decode()
    replaced = office.post(f"{page}supersede/")
    assert office.post(f"{replaced['Location']}discard/").status_code == 302
    assert Briefing.objects.filter(zone=danyang).count() == 1
    assert office.get(home).status_code == 200


def test_nobody_elses(danyang: Zone) -> None:
    office = signed_in(danyang, "office", "office")
    template = BriefingTemplate.objects.get(zone=danyang, code="half_year")
    page = office.post("/z/DY/reports/briefings/draft/", {"template": template.id, "period": "2018H1"})[
        "Location"
    ]
    a_zone("OTHER")
    assert Client().get(page).status_code == 302
    stranger = signed_in(Zone.objects.get(code="OTHER"), "office", "stranger")
    assert stranger.get(page).status_code == 404
    worker = signed_in(danyang, "grid_worker", "worker")
    assert worker.get(page).status_code == 404
    assert worker.get("/z/DY/reports/briefings/draft/").status_code == 403
    assert worker.get("/z/DY/reports/briefings/templates/").status_code == 403


def test_templates(danyang: Zone) -> None:
    office = signed_in(danyang, "office", "office")
    home = "/z/DY/reports/briefings/templates/"
    form = {
        "name": "周报",
        "code": "weekly",
        "aim": "zone",
        "text": "# 周报\n\n{% figure 'projects.listed' %}",
    }
    assert office.post(f"{home}define/", {**form, "text": "{% load x %}"}).status_code == 422
    assert office.post(f"{home}define/", form).status_code == 302
    assert office.post(f"{home}define/", form).status_code == 422  # the code is taken
    one = BriefingTemplate.objects.get(zone=danyang, code="weekly")
    assert office.post(f"{home}{one.id}/", {**form, "name": "每周快报"}).status_code == 302
    assert "每周快报" in office.get(home).content.decode()


def test_queries_of_a_page_are_few(danyang: Zone, django_assert_max_num_queries: object) -> None:
    office = signed_in(danyang, "office", "office")
    template = BriefingTemplate.objects.get(zone=danyang, code="half_year")
    page = office.post("/z/DY/reports/briefings/draft/", {"template": template.id, "period": "2018H1"})[
        "Location"
    ]
    office.get(page)
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        office.get(page)
