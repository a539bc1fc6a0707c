"""The catalogue and the page of one figure."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from guatu.core.clock import now
from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.figures.addresses import figure_address
from guatu.figures.asking import Wanted, where_of
from guatu.figures.registry import figures_of
from guatu.organization.models import Unit
from guatu.projects.models.project import Project
from guatu.reports.selectors.figure_page import figure_page, rows_of
from tests.builders import a_unit, a_zone, console
from tests.reports.conftest import signed_in

RATE = "projects.construction_start_rate"
H1 = Period.parse("2018H1")


def at(zone: Zone, name: str, **query: Any) -> str:
    return f"{reverse('reports:figure', args=[zone.code, name])}?{urlencode(query, doseq=True)}"


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    body: str = answer.content.decode()
    return body


def test_the_catalogue_shows_every_figure_with_its_value(danyang: Zone) -> None:
    page = text(signed_in(danyang, "office").get("/z/DY/reports/figures/?period=2018H1"))
    for figure in figures_of(danyang.id):
        assert reverse("reports:figure", args=["DY", figure.name]) in page
    assert "11/35" in page
    assert "31.4%" in page or '31.4<span class="unit">%' in page


def test_the_catalogue_is_searched_by_words(danyang: Zone) -> None:
    client = signed_in(danyang, "office")
    found = text(client.get("/z/DY/reports/figures/?period=2018H1&q=start rate"))
    assert RATE in found
    assert "projects.total_investment" not in found
    assert "No figure with these words" in text(client.get("/z/DY/reports/figures/?q=unheard of"))


def test_a_rate_opens_to_its_parts_and_rows(danyang: Zone) -> None:
    client = signed_in(danyang, "office")
    page = text(client.get(at(danyang, RATE, period="2018H1")))
    assert "11/35" in page
    assert "31.428571%" in page
    started = Wanted("projects.started_new_starts", H1)
    assert figure_address("DY", started).replace("&", "&amp;") in page
    shown = text(client.get(at(danyang, RATE, period="2018H1", of=0)))
    begun = Project.objects.filter(zone=danyang, years__start_class="new_start", actual_start__lte=H1.last)
    assert begun.count() == 11
    for project in begun:
        assert reverse("projects:project", args=["DY", project.id]) in shown


def test_parts_by_unit_add_up(danyang: Zone) -> None:
    page = figure_page(Wanted("projects.total_investment", H1), actor=console(danyang), zone=danyang)
    assert page.reading.value == sum(row.value for row in page.units if row.value is not None)
    shares = [row.share for row in page.units if row.share is not None]
    assert abs(sum(shares) - 1) < 1e-20
    assert sorted(row.place for row in page.units if row.place is not None)[0] == 1


def test_what_belongs_to_no_unit_below_is_told(db: None) -> None:
    zone = a_zone()
    a_unit(zone, "park")
    root = Unit.objects.get(zone=zone, parent=None)
    project = Project.objects.create(zone=zone, name="甲", owner_name="甲", unit=root, total_cny=5)
    project.years.create(zone=zone, year=2018, start_class="new_start")
    page = figure_page(Wanted("projects.listed", H1), actor=console(zone), zone=zone)
    assert [(row.name, row.number) for row in page.units] == [("park", "0"), ("", "1")]


def test_rows_add_up_at_the_foot(danyang: Zone) -> None:
    page = text(signed_in(danyang, "office").get(at(danyang, "projects.total_investment", period="2018H1")))
    assert "adds up to the number" in page
    assert "54 rows" in page
    assert "331.7" in page


def test_rows_are_paged(danyang: Zone) -> None:
    client = signed_in(danyang, "office")
    first = text(client.get(at(danyang, "projects.listed", period="2018H1")))
    second = text(client.get(at(danyang, "projects.listed", period="2018H1", page=2)))
    names = list(Project.objects.filter(zone=danyang).values_list("id", flat=True))
    seen = [reverse("projects:project", args=["DY", one]) for one in names]
    assert sum(one in first for one in seen) == 50
    assert sum(one in second for one in seen) == 4


def test_a_slice_and_a_unit_are_in_the_address(danyang: Zone) -> None:
    client = signed_in(danyang, "office")
    unit = Unit.objects.filter(zone=danyang, projects__isnull=False).distinct()[0]
    wanted = Wanted("projects.listed", H1, unit.id, where_of({"class": "new_start"}))
    count = Project.objects.filter(zone=danyang, unit=unit, years__start_class="new_start").count()
    page = text(client.get(figure_address("DY", wanted)))
    assert f"{count} row" in page
    assert '<option value="class:new_start" selected>' in page
    assert f'<option value="{unit.id}" selected>' in page


def test_the_past_is_read_as_it_stood(danyang: Zone) -> None:
    client = signed_in(danyang, "office")
    before = (now() - timedelta(days=1)).isoformat()
    page = text(client.get(at(danyang, "projects.listed", period="2018H1", as_of=before)))
    assert "as it stood on" in page
    assert "No row" in page


def test_the_workbook_holds_the_page(danyang: Zone) -> None:
    client = signed_in(danyang, "office")
    address = reverse("reports:figure-workbook", args=["DY", "projects.total_investment"])
    answer = client.get(f"{address}?period=2018H1")
    assert answer.status_code == 200
    book = load_workbook(BytesIO(answer.content), data_only=True)
    assert len(book.worksheets) >= 3
    rows = list(book.worksheets[-1].values)
    assert len([row for row in rows if row[0]]) >= 54
    assert round(float(rows[-1][2]), 1) == 331.7


@pytest.mark.parametrize(
    ("name", "query", "status"),
    [
        ("projects.nothing", {"period": "2018H1"}, 404),
        (RATE, {"period": "2018H9"}, 422),
        (RATE, {"period": "2018H1", "where": "colour:green"}, 422),
        (RATE, {"period": "2018H1", "where": "class"}, 422),
        (RATE, {"period": "2018H1", "unit": "nobody"}, 422),
        (RATE, {"period": "2018H1", "unit": "01902d5b-0000-7000-8000-000000000000"}, 404),
        (RATE, {"period": "2018H1", "as_of": "yesterday"}, 422),
        ("projects.investment_to_date", {"period": "2018W23"}, 422),
    ],
)
def test_what_there_is_not(danyang: Zone, name: str, query: dict[str, str], status: int) -> None:
    assert signed_in(danyang, "office").get(at(danyang, name, **query)).status_code == status


def test_who_may_look(danyang: Zone) -> None:
    other = a_zone("ZJ", "镇江新区")
    stranger = signed_in(other, "office")
    auditor = signed_in(danyang, "auditor")
    for address in (at(danyang, RATE), "/z/DY/reports/figures/"):
        assert stranger.get(address).status_code == 404
        assert auditor.get(address).status_code == 403


def test_a_unit_of_another_zone_is_not_there(danyang: Zone) -> None:
    foreign = a_unit(a_zone("ZJ", "镇江新区"), "别处")
    assert signed_in(danyang, "office").get(at(danyang, RATE, unit=foreign.id)).status_code == 404


def test_who_sees_a_part_is_told(danyang: Zone) -> None:
    unit = Unit.objects.filter(zone=danyang, projects__isnull=False).distinct()[0]
    page = text(signed_in(danyang, "clerk", unit=unit).get(at(danyang, "projects.listed", period="2018H1")))
    assert "counts only what you may see" in page
    assert "Your posts show you a part of the rows" in page


def test_the_page_asks_few_questions(danyang: Zone, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(20):
        page = figure_page(Wanted(RATE, Period.parse("2018M06")), actor=console(danyang), zone=danyang)
    with django_assert_max_num_queries(4):
        rows_of(page.bases[0], actor=console(danyang), zone=danyang, as_of=None)
    client = signed_in(danyang, "office")
    # The frame of the page, what reported figures ask, and each source this year and the year before.
    sources = {figure.base.source.name for figure in figures_of(danyang.id) if figure.base}
    with django_assert_max_num_queries(20 + 2 * len(sources)):
        text(client.get("/z/DY/reports/figures/?period=2018H1"))


def test_a_link_names_label_and_exact_value(danyang: Zone) -> None:
    with translation.override("zh-hans"):
        page = figure_page(Wanted(RATE, H1), actor=console(danyang), zone=danyang)
        assert str(page.figure.label) == "开工率"
        assert page.reading.wanted.period.label == "2018年上半年"
