"""The pages of investment promotion as people use them, and who does not get in."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

import guatu.demo
from guatu.core.models import Zone
from guatu.investment.choices import Stage
from guatu.investment.models.capital import CapitalPaidIn
from guatu.investment.models.imports import DealWorkbook
from guatu.investment.models.prospects import Prospect
from guatu.investment.models.registers import Fund
from guatu.investment.models.statements import Statement
from guatu.investment.use_cases.define_register_entry import define_register_entry
from tests.builders import an_actor, console, the_root
from tests.investment.deal_builders import WAN, YI, a_dated_zone, a_prospect, signed
from tests.projects.list_builders import a_created_project
from tests.projects.page_builders import sent, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_storage")]
WORKBOOK = Path(guatu.demo.__file__).parent / "data" / "danyang-2018.xlsx"


@pytest.fixture
def zone() -> Zone:
    return a_dated_zone()


@pytest.fixture
def officer(zone: Zone) -> Client:
    return signed_in(an_actor(zone, "investment_officer"))


def url(name: str, *args: object, zone: str = "TZ", query: str = "") -> str:
    return reverse(f"investment:{name}", args=[zone, *args]) + query


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def test_enter_find_edit(zone: Zone, officer: Client) -> None:
    form = sent(officer.get(url("prospect-register"))) | {
        "name": "视准科技",
        "unit": str(the_root(zone).id),
        "capital_origin": "foreign",
        "total_investment": "3000",
        "total_investment_unit": "万美元",
        "total_investment_at_least": "on",
        "stage": "negotiating",
        "on": "2018-03-01",
    }
    assert officer.post(url("prospect-register"), form | {"total_investment_rate": "6.4"}).status_code == 422
    assert officer.post(url("prospect-register"), form).status_code == 302
    prospect = Prospect.objects.get()
    assert (prospect.total_investment, prospect.total_currency) == (3000 * WAN, "USD")
    page = text(officer, url("prospect", prospect.id))
    assert "over 3000 ×10⁴ USD" in page
    assert "Three measures" in page
    assert "视准科技" in text(officer, url("prospects", query="?q=视准&origin=foreign&stage=negotiating"))
    assert "No prospect here" in text(officer, url("prospects", query="?group=-&listed=yes"))
    assert "No prospect here" in text(officer, url("prospects", query="?as_of=2018-02-28"))
    assert "视准科技" in text(officer, "/z/TZ/search/?q=视准")
    edited = sent(officer.get(url("prospect-edit", prospect.id))) | {"industry_group": "医疗器械"}
    assert officer.post(url("prospect-edit", prospect.id), edited).status_code == 302
    prospect.refresh_from_db()
    assert prospect.industry_group == "医疗器械"
    assert prospect.total_investment == 3000 * WAN, "an unchanged form changes no amount"


def test_from_negotiation_to_capital_paid_in(zone: Zone, officer: Client) -> None:
    prospect = a_prospect(zone, capital_origin="foreign")
    project = a_created_project(zone, name="视准项目")
    form = sent(officer.get(url("agreement-sign", prospect.id))) | {
        "signed_on": "2018-05-02",
        "total_investment": "2.5",
        "registered_capital": "500",
    }
    assert (
        officer.post(url("agreement-sign", prospect.id), form | {"signed_on": "2019-01-01"}).status_code
        == 422
    )
    assert officer.post(url("agreement-sign", prospect.id), form).status_code == 302
    assert officer.get(url("agreement-sign", prospect.id)).status_code == 200
    voucher = {"paid_on": "2018-06-01", "amount": "200", "amount_unit": "万美元", "voucher": "验资1号"}
    assert officer.post(url("capital-enter", prospect.id), voucher | {"voucher": ""}).status_code == 422
    assert officer.post(url("capital-enter", prospect.id), voucher).status_code == 302
    entry = CapitalPaidIn.objects.get()
    assert "验资1号" in text(officer, url("prospect", prospect.id))
    assert (
        officer.post(url("capital-take-back", prospect.id, entry.id), {"remark": "重复"}).status_code == 302
    )
    assert officer.post(url("project-link", prospect.id), {"project": str(project.id)}).status_code == 302
    assert officer.post(url("prospect-land", prospect.id), {"on": "2018-06-05"}).status_code == 302
    page = text(officer, url("prospect", prospect.id))
    assert "taken back" in page
    assert "视准项目" in page
    agreements = text(officer, url("agreements", query="?year=2018"))
    assert "unclassified" in agreements
    same_year = text(officer, url("same-year"))
    assert "rate: 0 ÷ 1" in same_year
    moved = {"to": "dropped", "on": "2018-06-30", "reason": ""}
    assert officer.post(url("prospect-move", prospect.id), moved).status_code == 422
    assert officer.post(url("prospect-move", prospect.id), moved | {"reason": "解约"}).status_code == 302
    prospect.refresh_from_db()
    assert prospect.stage == Stage.DROPPED


def test_funnel_and_what_does_not_add_up(zone: Zone, officer: Client) -> None:
    signed(a_prospect(zone, "甲"))
    a_prospect(zone, "乙", stage=Stage.LEAD)
    page = text(officer, url("funnel"))
    assert 'stage=signed&amp;as_of=2018-07-02">1</a>' in page
    stated = {
        "source": "报道", "stage": "signed", "first_day": "2018-01-01", "last_day": "2018-06-20",
        "count": "20", "amount": "75.72", "parts": "汽车, 5, 13.9\n新能源，5，47.11\n医疗, 3, 5.77\n其他, 2, 8.94",
    }  # fmt: skip
    assert officer.post(url("totals-state"), stated | {"parts": "汽车, 五"}).status_code == 422
    assert officer.post(url("totals-state"), stated).status_code == 302
    assert [p.count for p in Statement.objects.get().parts.all()] == [5, 5, 3, 2]
    for name in ("funnel", "statements"):
        page = text(officer, url(name))
        assert "stated are 20, the classes add up to 15 (5 + 5 + 3 + 2)." in page
        assert "The money closes" in page
    assert "Stated are 20, in the records are 1." in text(officer, url("statements"))


def test_registers_by_page(zone: Zone, officer: Client) -> None:
    entry = {"name": "敏一基金", "since": "2018-01-01", "basis": "record", "size_cny": "50000"}
    assert officer.post(url("register-entry-define", "funds"), entry | {"name": ""}).status_code == 422
    assert officer.post(url("register-entry-define", "funds"), entry).status_code == 302
    fund = Fund.objects.get()
    assert fund.size_cny == 5 * YI
    assert sent(officer.get(url("register-entry-edit", "funds", fund.id)))["size_cny"] == 50000
    closed = entry | {"closed_on": "2018-06-30"}
    assert officer.post(url("register-entry-edit", "funds", fund.id), closed).status_code == 302
    assert "closed" in text(officer, url("registers"))
    assert officer.get(url("register-entry-define", "ships")).status_code == 404


def test_a_workbook_by_page(zone: Zone, officer: Client) -> None:
    file = SimpleUploadedFile("danyang-2018.xlsx", WORKBOOK.read_bytes())
    broken = SimpleUploadedFile("x.xlsx", b"PK\x03\x04 no workbook")
    assert officer.post(url("import"), {"reads": "agreements", "file": broken}).status_code == 422
    assert officer.post(url("import"), {"reads": "agreements", "file": file}).status_code == 302
    workbook = DealWorkbook.objects.get()
    page = text(officer, url("import-preview", workbook.id))
    assert "75.72" in page
    assert "Import 15 rows" in page
    columns = {"sheet": "签约项目", "as_of": "2018-06-20", "header": ["项目名称"], "field": ["name"]}
    assert officer.post(url("import-columns", workbook.id), columns).status_code == 302
    assert officer.post(url("import-commit", workbook.id)).status_code == 302
    assert Prospect.objects.count() == 15
    assert "imported" in text(officer, url("import-preview", workbook.id))
    file.seek(0)
    officer.post(url("import"), {"reads": "prospects", "file": file})
    other = DealWorkbook.objects.exclude(id=workbook.id).get()
    assert officer.post(url("import-discard", other.id)).status_code == 302
    assert officer.post(url("import-commit", other.id)).status_code in (302, 404, 409)
    assert Prospect.objects.count() == 15


def test_every_page_opens_in_both_languages(zone: Zone) -> None:
    prospect = a_prospect(zone, "甲")
    holding = signed(a_prospect(zone, "乙", capital_origin="foreign"))
    define_register_entry(actor=console(zone), register=Fund, name="敏一基金", since=date(2018, 1, 1))
    officer = an_actor(zone, "investment_officer")
    clients = [signed_in(officer, language) for language in ("en", "zh-hans")]
    pages: list[tuple[Any, ...]] = [
        ("prospects",), ("prospect-register",), ("prospect", prospect.id), ("prospect", holding.id),
        ("prospect-edit", holding.id), ("prospect-move", prospect.id), ("agreement-sign", prospect.id),
        ("prospect-land", holding.id), ("project-link", holding.id), ("capital-enter", holding.id),
        ("funnel",), ("agreements",), ("same-year",), ("statements",), ("totals-state",), ("registers",),
        ("register-entry-define", "ppp"), ("register-entry-define", "parks"), ("import",),
    ]  # fmt: skip
    for client, (name, *args) in product(clients, pages):
        assert client.get(url(name, *args)).status_code == 200, name


def test_doors_that_stay_shut(zone: Zone) -> None:
    prospect = a_prospect(zone)
    leader = signed_in(an_actor(zone, "leader"))
    for name in ("prospect-edit", "prospect-move", "agreement-sign", "capital-enter"):
        assert leader.get(url(name, prospect.id)).status_code == 403, name
    for name in ("prospect-register", "totals-state", "import"):
        assert leader.get(url(name)).status_code == 403, name
    supervisor = signed_in(an_actor(zone, "supervisor"))
    assert supervisor.get(url("funnel")).status_code == 403
    assert supervisor.get(url("prospect", prospect.id)).status_code == 404
    abroad = signed_in(an_actor(a_dated_zone("TW"), "investment_officer", username="abroad"))
    assert abroad.get(url("prospect", prospect.id, zone="TW")).status_code == 404
    assert abroad.get(url("prospect", prospect.id)).status_code == 404
