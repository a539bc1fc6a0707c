"""The pages of league tables, as people use them, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from guatu.accounts.models import User
from guatu.core.actor import Actor
from guatu.core.clock import frozen_at
from guatu.leagues.choices import Method, Missing
from guatu.leagues.models import Award, LeagueExclusion, LeagueObjection, LeagueRun, LeagueTable
from guatu.leagues.rules.book import Criterion
from guatu.leagues.selectors.tables import run_in_force
from tests.builders import an_actor
from tests.leagues.league_builders import BOOK, Q2, Field, a_table, published

pytestmark = pytest.mark.django_db


def signed_in(actor: Actor, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(User.objects.get(id=actor.user_id))
    return client


def url(field: Field, name: str, *args: object) -> str:
    return reverse(f"leagues:{name}", args=[field.zone.code, *args])


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_opens(field: Field, language: str) -> None:
    run = published(field, a_table(field, awards=1, award_title="流动红旗"))
    client = signed_in(field.office, language)
    for name, args in (
        ("tables", ()),
        ("table-define", ()),
        ("table", (run.table_id,)),
        ("table-edit", (run.table_id,)),
        ("race", (run.table_id,)),
        ("rules", (run.table_id,)),
        ("rules-define", (run.table_id,)),
        ("unit-group", (run.table_id,)),
        ("exclusions", (run.table_id,)),
        ("exclusion-ask", (run.table_id,)),
        ("run", (run.id,)),
        ("objections", (run.id,)),
        ("line", (run.id, field.west.id)),
    ):
        assert "%(" not in text_of(client, url(field, name, *args)), name


def test_the_arithmetic_is_written_out_and_leads_to_the_rows(field: Field) -> None:
    run = published(field)
    page = text_of(signed_in(field.clerk), url(field, "line", run.id, field.west.id))
    assert "(1 ÷ 2) ÷ (2 ÷ 4) × 60 = 60.00" in page
    assert "(3 − 2 + 1) ÷ 3 × 40 = 26.67" in page
    assert "60.00 + 26.67 = 86.67" in page
    rows = f"/z/TZ/reports/figures/projects.construction_start_rate/?period=2018Q2&amp;unit={field.west.id}"
    assert rows in page


def test_what_is_left_out_of_a_total_is_written_out(field: Field) -> None:
    criteria = (
        BOOK.criteria[0],
        Criterion("c2", "projects.over_100_million_growth", Decimal(40), missing=Missing.LEFT_OUT),
        Criterion("c3", "projects.listed", Decimal(1), Method.PENALTY, False, base=Decimal(4)),
    )
    run = published(field, a_table(field, replace(BOOK, criteria=criteria)))
    page = text_of(signed_in(field.clerk), url(field, "line", run.id, field.west.id))
    assert "(60.00) × 100 ÷ 60 − 0.50 = 99.50" in page
    assert "left out, the other criteria weigh more" in page


def test_from_a_new_table_to_a_published_result(field: Field) -> None:
    client = signed_in(field.office)
    terms = {
        "name": "季度排名",
        "purpose": "比开工",
        "audience": "everybody",
        "cadence": "quarter",
        "objection_days": "5",
        "awards": "0",
    }
    assert client.post(url(field, "table-define"), terms | {"purpose": ""}).status_code == 422
    answer = client.post(url(field, "table-define"), terms)
    table = LeagueTable.objects.get()
    assert answer["Location"] == url(field, "rules-define", table.id)
    rules = {
        "in_force_from": "2018-01-01",
        "grouping": "type",
        "types": ["park"],
        "places": "1",
        "tie": "shared",
        "cuts": "A=20; B=60",
        "last_grade": "C",
        "cut_rounding": "ceiling",
        "c1-figure": "projects.construction_start_rate",
        "c1-weight": "60",
        "c1-method": "steps",
        "c1-higher_is_better": "on",
        "c1-steps": "30=0.5; 60=1",
        "c2-figure": "projects.listed",
        "c2-weight": "30",
        "c2-method": "base",
        "c2-higher_is_better": "on",
        "c2-base": "4",
    }
    wrong = client.post(url(field, "rules-define", table.id), rules)
    assert wrong.status_code == 422
    assert "add up to 100" in wrong.content.decode()
    assert client.post(url(field, "rules-define", table.id), rules | {"c2-weight": "40"}).status_code == 302
    page = text_of(client, url(field, "rules", table.id))
    assert "from 60.0% on 60; from 30.0% on 30; otherwise 0" in page
    assert "A ≤ 20%, B ≤ 60%" in page
    answer = client.post(url(field, "run-try", table.id), {"period": Q2})
    run = LeagueRun.objects.get()
    assert answer["Location"] == url(field, "run", run.id)
    assert signed_in(field.clerk).get(answer["Location"]).status_code == 404
    assert "A dry run" in text_of(client, answer["Location"])
    client.post(url(field, "run-publish", run.id))
    page = text_of(signed_in(field.clerk), answer["Location"])
    assert "70.0" in page
    assert "objections until 9 Jul 2018" in page


def test_an_objection_on_the_pages(field: Field) -> None:
    run = published(field)
    clerk, office = signed_in(field.clerk), signed_in(field.office)
    assert "Object to a number" in text_of(clerk, url(field, "line", run.id, field.west.id))
    assert "Object to a number" not in text_of(clerk, url(field, "line", run.id, field.east.id))
    form = url(field, "objection-raise", run.id, field.west.id)
    assert clerk.get(url(field, "objection-raise", run.id, field.east.id)).status_code == 403
    assert clerk.post(form, {"criterion": "c1", "text": "少算一个"}).status_code == 302
    assert clerk.post(form, {"criterion": "c1", "text": "少算一个"}).status_code == 409
    objection = LeagueObjection.objects.get()
    answer = url(field, "objection-answer", objection.id)
    assert clerk.get(answer).status_code == 403
    assert answer in text_of(office, url(field, "objections", run.id))
    assert office.post(answer, {"accepted": "yes", "answer": "x"}).status_code == 409
    assert office.post(answer, {"accepted": "no", "answer": "核实无误"}).status_code == 302
    assert "核实无误" in text_of(clerk, url(field, "line", run.id, field.west.id))


def test_an_exclusion_on_the_pages(field: Field) -> None:
    table = a_table(field)
    office, leader = signed_in(field.office), signed_in(field.leader)
    asked = {"unit": str(field.north.id), "period": Q2, "reason": "新设"}
    assert office.post(url(field, "exclusion-ask", table.id), asked).status_code == 302
    decide = url(field, "exclusion-decide", LeagueExclusion.objects.get().id)
    assert office.get(decide).status_code == 403
    assert decide in text_of(leader, url(field, "exclusions", table.id))
    assert leader.post(decide, {"granted": "yes"}).status_code == 302
    assert "新设" in text_of(office, url(field, "run", published(field, table).id))


def test_the_result_as_files(field: Field) -> None:
    run = published(field, a_table(field, awards=1, award_title="流动红旗"))
    clerk = signed_in(field.clerk)
    book = load_workbook(BytesIO(clerk.get(url(field, "workbook", run.id)).content))
    cells = [cell for row in book.active.iter_rows(values_only=True) for cell in row]
    assert "东园" in cells
    assert 86.67 in cells
    document = Document(BytesIO(clerk.get(url(field, "bulletin", run.id)).content))
    assert "东园" in {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    with frozen_at(datetime(2018, 7, 16, 4, tzinfo=UTC)):
        office, leader = signed_in(field.office), signed_in(field.leader)
        assert "Declare final" in text_of(office, url(field, "run", run.id))
        office.post(url(field, "run-finalize", run.id))
        assert "Give the awards" in text_of(leader, url(field, "run", run.id))
        leader.post(url(field, "awards-give", run.id))
    letter = clerk.get(url(field, "award-letter", Award.objects.get().id))
    words = "\n".join(p.text for p in Document(BytesIO(letter.content)).paragraphs)
    assert "流动红旗" in words
    assert "东园" in words


def test_the_race_shows_places_of_today_beside_the_last_result(field: Field) -> None:
    run = published(field, a_table(field, awards=1, award_title="流动红旗"))
    page = text_of(signed_in(field.clerk), url(field, "race", run.table_id))
    assert "would win" in page
    assert "as before" in page
    assert run_in_force(run.table) == run


@pytest.mark.parametrize("role", ["leader", "clerk", "grid_worker", "supervisor", "statistician"])
def test_who_may_not_make_tables(field: Field, role: str) -> None:
    table = a_table(field)
    run = published(field, table)
    client = signed_in(an_actor(field.zone, role, username=f"x{role}"))
    for name in ("table-edit", "rules-define", "unit-group", "exclusion-ask"):
        assert client.get(url(field, name, table.id)).status_code == 403, name
    assert client.post(url(field, "run-try", table.id), {"period": "2018Q1"}).status_code == 403
    assert client.post(url(field, "run-finalize", run.id)).status_code == 403
    assert client.get(url(field, "table", table.id)).status_code == 200


@pytest.mark.parametrize("role", ["auditor", "system_administrator"])
def test_who_reads_no_tables(field: Field, role: str) -> None:
    run = published(field)
    client = signed_in(an_actor(field.zone, role, username=f"x{role}"))
    assert client.get(url(field, "tables")).status_code == 403
    for address in (url(field, "run", run.id), url(field, "workbook", run.id)):
        assert client.get(address).status_code == 404


def test_a_page_of_a_result_costs_the_same_for_many_units(
    field: Field, django_assert_max_num_queries: Any
) -> None:
    run = published(field)
    client = signed_in(field.clerk)
    text_of(client, url(field, "run", run.id))
    for name, args in (("run", (run.id,)), ("table", (run.table_id,)), ("line", (run.id, field.west.id))):
        with django_assert_max_num_queries(25):
            text_of(client, url(field, name, *args))
