"""The pages: who may open them, what stands on them, and where a number leads."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from guatu.accounts.models import User
from guatu.core.models import Zone
from guatu.matters.models.matter import Matter
from guatu.organization.models import Unit
from tests.builders import a_unit, an_actor
from tests.matters.matter_builders import a_cast, a_matter
from tests.zones.province import PLAN, RATE, Land, noon

PAGES = (
    "",
    "workbook/",
    "csv/",
    f"figures/{PLAN}/",
    f"below/ZB/figures/{PLAN}/",
    "rankings/",
)


def signed_in(zone: Zone, *roles: str, unit: Unit | None = None) -> Client:
    name = f"{zone.code}-{'-'.join(roles)}{'-unit' if unit else ''}"
    an_actor(zone, *roles, unit=unit, username=name)
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(User.objects.get(username=name))
    return client


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    body: str = answer.content.decode()
    return body


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with noon():
        yield


@pytest.mark.parametrize("role", ["leader", "office", "office_head", "statistician"])
def test_a_post_above_opens_every_page(land: Land, role: str) -> None:
    client = signed_in(land.province, role)
    for page in PAGES:
        assert client.get(f"/z/PP/zones/{page}?period=2018").status_code == 200, page
    assert "/z/PP/zones/" in text(client, "/z/PP/zones/")


@pytest.mark.parametrize(
    "role", ["clerk", "supervisor", "auditor", "system_administrator", "security_administrator"]
)
def test_another_post_above_opens_none(land: Land, role: str) -> None:
    client = signed_in(land.province, role)
    assert {client.get(f"/z/PP/zones/{page}").status_code for page in PAGES} == {404}


def test_a_post_in_one_unit_of_the_city_opens_none(land: Land) -> None:
    client = signed_in(land.north, "office", unit=a_unit(land.north))
    assert {client.get(f"/z/CN/zones/{page}").status_code for page in PAGES} == {404}


def test_from_beneath_and_from_beside_nothing_opens(land: Land) -> None:
    beneath, beside = signed_in(land.big, "office_head"), signed_in(land.south, "leader")
    for page in PAGES:
        assert beneath.get(f"/z/PP/zones/{page}").status_code == 404
        assert beneath.get(f"/z/ZB/zones/{page}").status_code == 404
        assert beside.get(f"/z/CN/zones/{page}").status_code == 404
    assert "Zones below" not in text(beneath, "/z/ZB/reports/")
    for code in ("ZB", "ZF", "CS", "PP", "ZE", "NO"):
        assert beside.get(f"/z/CS/zones/below/{code}/figures/{PLAN}/").status_code == 404
    assert beside.get("/z/CS/zones/?within=CN").status_code == 404


def test_the_table_shows_zones_by_city_with_sums(land: Land) -> None:
    page = text(signed_in(land.province, "office"), "/z/PP/zones/?period=2018")
    for zone in (land.big, land.small, land.silent, land.single, land.north, land.south):
        assert zone.name in page
    assert land.foreign.name not in page
    assert "nothing is known" in page
    assert "46.0" in page  # 690 ÷ 1500
    assert f"/z/PP/zones/below/ZB/figures/{RATE}/?period=2018" in page
    assert f"/z/PP/zones/figures/{RATE}/?period=2018&amp;within=CN" in page


def test_a_column_sorts_and_the_unknown_come_last(land: Land) -> None:
    client = signed_in(land.province, "office")
    rows = client.get(f"/z/PP/zones/?period=2018&within=CN&figure={PLAN}&sort={PLAN}").context["shown"]
    assert [line.zone.code for line in rows.lines] == ["ZB", "ZS"]
    rows = client.get(f"/z/PP/zones/?period=2018&within=CN&figure={PLAN}&sort={PLAN}&order=asc").context[
        "shown"
    ]
    assert [line.zone.code for line in rows.lines] == ["ZS", "ZB"]
    rows = client.get(f"/z/PP/zones/?period=2018&figure={PLAN}&sort={PLAN}").context["shown"]
    assert [g.head.zone.code if g.head else "" for g in rows.groups] == ["CN", "CS", ""]


def test_files_say_what_the_page_says(land: Land) -> None:
    client = signed_in(land.province, "office")
    lines = client.get(f"/z/PP/zones/csv/?period=2018&figure={PLAN}&figure={RATE}").content.decode(
        "utf-8-sig"
    )
    last = lines.strip().splitlines()[-1].split(",")
    assert last[1] == "together"
    assert last[4] == "0.46"
    book = load_workbook(BytesIO(client.get("/z/PP/zones/workbook/?period=2018").content))
    cells = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row]
    assert land.silent.name in cells
    assert any("nothing is known" in cell for cell in cells)


def test_a_number_opens_zone_by_zone_and_then_row_by_row(land: Land) -> None:
    client = signed_in(land.province, "office")
    page = text(client, f"/z/PP/zones/figures/{RATE}/?period=2018")
    assert "investment completed, year to date ÷ annual plan" in page
    assert f"/z/PP/zones/below/ZB/figures/{RATE}/?period=2018" in page
    page = text(client, f"/z/PP/zones/below/ZB/figures/{PLAN}/?period=2018")
    assert "ZB 项目0" in page
    assert "/projects/" not in page.split('id="rows"')[1], "rows lead nowhere that does not open"
    unit = Unit.objects.get(zone=land.big, parent__isnull=False)
    assert f"unit={unit.id}" in page
    assert unit.name in text(client, f"/z/PP/zones/below/ZB/figures/{PLAN}/?period=2018&unit={unit.id}")
    other = Unit.objects.get(zone=land.foreign, parent__isnull=False)
    assert client.get(f"/z/PP/zones/below/ZB/figures/{PLAN}/?unit={other.id}").status_code == 404
    assert client.get("/z/PP/zones/below/ZB/figures/nothing.such/").status_code == 404
    assert client.get("/z/PP/zones/figures/nothing.such/").status_code == 404


def test_a_confidential_row_is_counted_and_not_named(land: Land) -> None:
    cast = a_cast("ZM")
    Zone.objects.filter(id=cast.zone.id).update(parent=land.south)
    a_matter(cast, title="路灯不亮")
    secret = a_matter(cast, title="不可告人")
    Matter.objects.filter(id=secret.id).update(is_confidential=True)
    client = signed_in(land.south, "leader")
    page = text(client, "/z/CS/zones/below/ZM/figures/matters.open_matters/?period=2018")
    assert '<p class="figure-number" title="2 matters">' in page
    assert "路灯不亮" in page
    assert "不可告人" not in page
    assert "1 row is confidential in its zone" in page


def test_a_clock_of_its_own_is_said(land: Land) -> None:
    Zone.objects.filter(id=land.single.id).update(clock_date=date(2018, 3, 1))
    assert "its clock: " in text(signed_in(land.province, "office"), "/z/PP/zones/?period=2018")
