"""Figures and rankings of the zones below a city or a province, by the API: what the pages show, and to nobody else."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator

from guatu.api.openapi.document import openapi
from guatu.core.ids import moment_of, new_id
from guatu.core.models import Zone, ZoneKind
from guatu.matters.models.matter import Matter
from guatu.organization.models import Unit
from guatu.projects.models.project import ProjectYear
from guatu.zones.selectors.below import zones_below
from guatu.zones.selectors.ranking import rankings
from guatu.zones.selectors.table import chosen_figures, zone_table
from guatu.zones.use_cases.publish_ranking import publish_ranking
from tests.api.clients import a_program, a_token, problem
from tests.builders import an_actor, console
from tests.matters.matter_builders import a_cast, a_matter
from tests.zones.province import LISTED, PLAN, RATE, YEAR, Land, a_land, a_place, noon, with_projects
from tests.zones.test_publish_ranking import rules

pytestmark = pytest.mark.django_db
ZONES = "/api/v1/zones"
READS = (
    ZONES,
    f"{ZONES}/table",
    f"{ZONES}/figures/{RATE}",
    f"{ZONES}/ZB/figures/{RATE}",
    f"{ZONES}/standing",
    "/api/v1/zone-rankings",
)
NEEDED = {f"{ZONES}/standing": {"period": "2018", "criterion": RATE}, ZONES: {}, "/api/v1/zone-rankings": {}}


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with noon():
        yield


@pytest.fixture
def land() -> Land:
    return a_land()


def program(zone: Zone, role: str = "office", powers: list[str] | None = None) -> Client:
    return a_program(
        a_token(an_actor(zone, role, username=f"{zone.code}-{role}-{len(powers or [])}"), powers)
    )


def read(client: Client, path: str, **query: Any) -> Any:
    """The answer, which is as the document says."""
    answer = client.get(path, query)
    assert answer.status_code == 200, answer.content
    told, document = answer.json(), openapi()
    route = re.sub(r"figures/.+", "figures/{name}", re.sub(r"zones/Z\w/", "zones/{code}/", path))
    described = document["paths"][route]["get"]["responses"]["200"]["content"]
    schema = {**described["application/json"]["schema"], "components": document["components"]}
    Draft202012Validator(schema).validate(told)
    return told


def test_the_zones_come_in_pages_with_their_cities(land: Land) -> None:
    client = program(land.province)
    first = read(client, ZONES, limit="3")
    assert [one["code"] for one in first["items"]] == ["ZB", "ZE", "ZS"]
    assert [one["city"] and one["city"]["code"] for one in first["items"]] == ["CN", None, "CN"]
    rest = read(client, ZONES, limit="3", cursor=first["next"])
    assert ([one["code"] for one in rest["items"]], rest["next"]) == (["ZX"], None)
    assert [one["code"] for one in read(client, ZONES, within="CS")["items"]] == ["ZX"]
    problem(client.get(ZONES, {"within": "ZF"}), 404, "not_found")
    problem(client.get(ZONES, {"cursor": "bm9uZQ"}), 422, "invalid_input")


def test_the_table_says_what_the_page_says(land: Land) -> None:
    told = read(program(land.province), f"{ZONES}/table", period="2018", figure=[PLAN, RATE])
    below = zones_below(actor=console(land.province), upper=land.province)
    shown = zone_table(below, chosen_figures([PLAN, RATE], "projects", YEAR), YEAR)
    by_code = {line["code"]: [one["value"] for one in line["values"]] for line in told["zones"]}
    assert by_code == {
        line.zone.code: [
            None if cell.reading.value is None else f"{cell.reading.value:f}" for cell in line.cells
        ]
        for line in shown.lines
        if line.zone
    }
    assert told["together"][1]["value"] == "0.46"
    assert {one["code"]: one["values"][0]["value"] for one in told["cities"]} == {"CN": "1100.00", "CS": None}
    assert told["zones"][-1]["values"][0]["remarks"] or by_code["ZX"] == [None, None]
    assert len(read(program(land.north), f"{ZONES}/table", period="2018", area="matters")["figures"]) == 4


def test_of_the_past_it_tells_what_was_so_then(land: Land) -> None:
    client = program(land.province)
    time.sleep(0.01)
    moment = moment_of(new_id()).isoformat()
    time.sleep(0.01)
    ProjectYear.objects.filter(zone=land.big).update(annual_plan_cny=1)
    path, asked = f"{ZONES}/figures/{PLAN}", {"period": "2018"}
    assert read(client, path, **asked)["value"] == "503.00"
    assert read(client, path, **asked, as_of=moment)["value"] == "1500.00"
    table = read(client, f"{ZONES}/table", **asked, figure=PLAN, as_of=moment)
    assert table["together"][0]["value"] == "1500.00"
    one = read(client, f"{ZONES}/ZB/figures/{PLAN}", **asked, as_of=moment, rows="true")
    assert (one["value"], len(one["rows"])) == ("1000.00", 3)
    problem(client.get(f"{ZONES}/table", {**asked, "as_of": "soon"}), 422, "invalid_input")


def test_a_figure_is_told_zone_by_zone_and_then_row_by_row(land: Land) -> None:
    client = program(land.province)
    across = read(client, f"{ZONES}/figures/{RATE}", period="2018")
    assert (across["value"], across["scope"]) == ("0.46", {"zone": "PP", "within": None})
    assert [(one["code"], one["place"]) for one in across["zones"]] == [
        ("ZS", 1),
        ("ZB", 2),
        ("ZE", 3),
        ("ZX", None),
    ]
    assert [one["value"] for one in across["terms"]] == ["690.00", "1500.00"]
    narrow = read(client, f"{ZONES}/figures/{RATE}", period="2018", within="CN")
    assert [one["code"] for one in narrow["zones"]] == ["ZS", "ZB"]
    path = f"{ZONES}/ZB/figures/{RATE}"
    one = read(client, path, period="2018", rows="true")
    assert one["value"] == "0.5"
    assert {row["label"] for row in one["rows"]} == {"ZB 项目0", "ZB 项目1", "ZB 项目2"}
    assert one["unnamed"] == 0
    assert "rows" not in read(client, path, period="2018")
    unit = Unit.objects.get(zone=land.big, parent__isnull=False)
    assert read(client, path, period="2018", unit=str(unit.id))["scope"] == {
        "zone": "ZB",
        "unit": str(unit.id),
    }


def test_a_confidential_row_is_counted_and_not_named(land: Land) -> None:
    cast = a_cast("ZM")
    Zone.objects.filter(id=cast.zone.id).update(parent=land.south)
    a_matter(cast, title="路灯不亮")
    Matter.objects.filter(id=a_matter(cast, title="不可告人").id).update(is_confidential=True)
    path = f"{ZONES}/ZM/figures/matters.open_matters"
    answer = program(land.south).get(path, {"period": "2018", "rows": "true"}).json()
    assert (answer["value"], answer["unnamed"]) == ("2", 1)
    assert [row["label"] for row in answer["rows"]] != []
    assert "不可告人" not in str(answer)


def test_a_ranking_is_looked_at_published_and_read(land: Land) -> None:
    client = program(land.province)
    look = read(client, f"{ZONES}/standing", period="2018", criterion=RATE)
    assert [(one["zone"]["code"], one["place"]) for one in look["lines"]] == [
        ("ZS", 1),
        ("ZB", 2),
        ("ZE", 3),
        ("ZX", None),
    ]
    least = read(client, f"{ZONES}/standing", period="2018", criterion=LISTED, less=LISTED)
    assert [one["place"] for one in least["lines"]] == [1, 1, 3, None]
    body = {
        "title": "完成率排名",
        "period": "2018",
        "book": {
            "criteria": [
                {"key": "c1", "figure": RATE, "weight": "100", "method": "rank", "missing": "unranked"}
            ],
            "grouping": "named",
        },
    }
    answer = client.post("/api/v1/zones/publish-ranking", body, content_type="application/json")
    assert answer.status_code == 200, answer.content
    href = answer.json()["result"]["href"]
    listed = read(client, "/api/v1/zone-rankings")["items"]
    one = client.get(href).json()
    assert listed == [one]
    assert one["criteria"][0]["label"] == "investment completion rate"
    assert {line["zone"]["code"]: line["place"] for line in one["lines"]} == {
        "ZS": 1,
        "ZB": 2,
        "ZE": 3,
        "ZX": None,
    }
    assert one["lines"][0]["values"][0]["value"] == "0.9"
    assert client.get(href, {"as_of": "2018-01-01"}).status_code == 404
    events = client.get("/api/v1/events", {"limit": "200"}).json()["items"]
    assert "zones.ranking.published" in [one["event"] for one in events]


def test_a_zone_reads_its_own_place_and_no_other(land: Land) -> None:
    publish_ranking(actor=console(land.province), title="试验", period="2018", book=rules(RATE))
    (own,) = read(program(land.small), f"{ZONES}/places")["items"]
    assert (own["above"]["code"], own["place"], own["of"]) == ("PP", 1, 3)
    assert own["values"][0]["value"] == "0.9"
    assert "ZB" not in str(own)
    problem(program(land.small, "clerk").get(f"{ZONES}/places"), 404, "not_found")
    problem(program(land.province).get(f"{ZONES}/places"), 404, "not_found")


def test_a_withdrawn_ranking_is_read_as_such_and_corrected(land: Land) -> None:
    ranking = publish_ranking(actor=console(land.province), title="试验", period="2018", book=rules(RATE))
    client = program(land.province)
    body = {"ranking": str(ranking.id), "reason": "算错了"}
    answer = client.post("/api/v1/zones/withdraw-ranking", body, content_type="application/json")
    assert answer.status_code == 200, answer.content
    (one,) = read(client, "/api/v1/zone-rankings")["items"]
    assert one["withdrawal"] == {"on": "2018-07-02", "by": "PP-office-0", "reason": "算错了"}
    assert len(one["lines"]) == 4
    assert read(client, "/api/v1/zone-rankings", in_force="true")["items"] == []
    assert len(read(client, "/api/v1/zone-rankings", in_force="false")["items"]) == 1
    answer = client.post("/api/v1/zones/withdraw-ranking", body, content_type="application/json")
    problem(answer, 409, "withdrawn")
    told = read(program(land.small), f"{ZONES}/places")
    assert told["items"] == []
    assert [(one["ranking"], one["reason"]) for one in told["withdrawn"]] == [(str(ranking.id), "算错了")]
    criterion = {"key": "c1", "figure": RATE, "weight": "100", "method": "rank", "missing": "unranked"}
    book = {"criteria": [criterion], "grouping": "named"}
    anew = {"title": "试验", "period": "2018", "book": book, "corrects": str(ranking.id)}
    answer = client.post("/api/v1/zones/publish-ranking", anew, content_type="application/json")
    assert client.get(answer.json()["result"]["href"]).json()["corrects"]["id"] == str(ranking.id)
    narrow = program(land.province, powers=["zones.view_zone"])
    problem(
        narrow.post("/api/v1/zones/withdraw-ranking", body, content_type="application/json"),
        403,
        "not_allowed",
    )


@pytest.mark.parametrize("path", READS)
def test_whoever_is_not_above_is_told_of_nothing(land: Land, path: str) -> None:
    publish_ranking(actor=console(land.province), title="试验", period="2018", book=rules(RATE))
    query = NEEDED.get(path, {"period": "2018"})
    clients = [
        program(land.province, "clerk"),
        program(land.province, "supervisor"),
        program(land.big, "office_head"),
        program(land.province, powers=["reports.view_figure"]),
        program(land.south, "leader") if "ZB" in path else program(land.foreign),
    ]
    for client in clients:
        problem(client.get(path, query), 404, "not_found")
    assert program(land.province).get(path, query).status_code == 200
    problem(Client().get(path, query), 401, "no_token")
    statistician = program(land.province, "statistician").get(path, query)
    assert statistician.status_code == (403 if "standing" in path else 200)
    assert program(land.province, "leader").post(path, query).status_code == 405
    foreign = rankings(actor=console(land.province)).get()
    problem(clients[0].get(f"/api/v1/zone-rankings/{foreign.id}"), 404, "not_found")


@pytest.mark.parametrize(
    ("path", "query", "field"),
    [
        ("table", {}, "period"),
        ("table", {"period": "0001"}, "period"),
        ("table", {"period": "2018", "area": "weather"}, "area"),
        ("table", {"period": "2018", "figure": "no.such"}, "figure"),
        ("table", {"period": "2018", "figure": ["projects.investment_completion_rank"]}, "figure"),
        ("table", {"period": "2018", "figure": [f"a.b{n}" for n in range(13)]}, "figure"),
        ("table", {"period": "2018", "colour": "red"}, "colour"),
        (f"figures/{RATE}", {"period": "soon"}, "period"),
        (f"ZB/figures/{RATE}", {"period": "2018", "unit": "x"}, "unit"),
        (f"ZB/figures/{RATE}", {"period": "2018", "rows": "yes"}, "rows"),
        ("standing", {"period": "2018"}, "criterion"),
        ("standing", {"period": "2018", "criterion": f"{RATE}:heavy"}, "criterion"),
        ("standing", {"period": "2018", "criterion": f"{RATE}:40"}, "criterion"),
        ("standing", {"period": "2018", "criterion": RATE, "less": PLAN}, "less"),
        ("standing", {"period": "2018", "criterion": RATE, "method": "steps"}, "method"),
        ("standing", {"period": "2018", "criterion": RATE, "minimum": "-1"}, "minimum"),
        ("standing", {"period": "2018", "criterion": "projects.investment_completion_rank"}, "criterion"),
    ],
)
def test_what_cannot_be_asked_is_named(land: Land, path: str, query: dict[str, Any], field: str) -> None:
    document = problem(program(land.province).get(f"{ZONES}/{path}", query), 422, "invalid_input")
    assert [one["field"] for one in document["errors"]] == [field]


def test_what_there_is_not(land: Land) -> None:
    client = program(land.province)
    for path in (f"figures/{'no.such'}", f"ZF/figures/{RATE}", f"CN/figures/{RATE}", "ZB/figures/no.such"):
        problem(client.get(f"{ZONES}/{path}", {"period": "2018"}), 404, "not_found")


def test_the_number_of_queries_does_not_grow_with_the_zones() -> None:
    city = a_place("CC", ZoneKind.CITY)
    client, counts = program(city), []
    asked = [
        (ZONES, {}),
        (f"{ZONES}/table", {"period": "2018"}),
        (f"{ZONES}/figures/{RATE}", {"period": "2018"}),
        (f"{ZONES}/standing", {"period": "2018", "criterion": RATE}),
        ("/api/v1/zone-rankings", {}),
    ]
    client.get(ZONES)  # notes the token's use, once in ten minutes
    for number in range(12):
        with_projects(a_place(f"Z{number}", above="CC"), 100, spent=50)
        if number in (2, 11):
            publish_ranking(actor=console(city), title="试验", period="2018", book=rules(RATE))
            counts.append([_queries(client, path, query) for path, query in asked])
    assert counts[0] == counts[1]
    assert client.get(f"{ZONES}/figures/{PLAN}", {"period": "2018"}).json()["value"] == str(
        Decimal("1200.00")
    )


def _queries(client: Client, path: str, query: dict[str, str]) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path, query).status_code == 200
    return len(seen)


def test_a_clock_of_its_own_is_said(land: Land) -> None:
    Zone.objects.filter(id=land.single.id).update(clock_date=date(2018, 3, 1))
    told = read(program(land.province), ZONES)["items"]
    assert {one["code"]: one["clock"] for one in told}["ZE"] == "2018-03-01"
