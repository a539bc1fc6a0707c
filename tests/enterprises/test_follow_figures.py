"""Each figure of the coverage leads to exactly its rows, and a demand is raised from the enterprise's page."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from guatu.enterprises.use_cases.record_visit import Found, record_visit
from guatu.matters.models.matter import Matter
from tests.enterprises.enterprise_builders import a_visit, an_enterprise
from tests.matters.matter_builders import Cast, at
from tests.projects.page_builders import signed_in

pytestmark = pytest.mark.usefixtures("file_storage")
LIST = "/z/TZ/enterprises/"
VISITS = "/z/TZ/enterprises/visits/"


def visited(cast: Cast, name: str, day: int, *findings: Found) -> None:
    with at(day=day):
        visit = a_visit(cast, an_enterprise(cast, name), date(2018, 7, day))
        record_visit(
            actor=cast.clerk, visit=visit, made_on=date(2018, 7, day), findings=findings, summary="已走访。"
        )


def test_figures_lead_to_their_rows(cast: Cast) -> None:
    visited(cast, "演示甲有限公司", 3, Found("照明不足", is_solved=True), Found("招工困难"))
    visited(cast, "演示乙有限公司", 4)
    an_enterprise(cast, "演示丙有限公司")
    office = signed_in(cast.office)
    with at(day=5):
        page = office.get(VISITS).content.decode()
        assert "visited this month: 2 of 3" in page
        assert "solved on the spot this quarter: 1 of 2" in page
        for query in (
            "visited=2018M07",
            "unvisited=2018M07",
            "period=2018M07",
            "visited=2018Q3",
            "solved=yes",
        ):
            assert query in unescape(page), query
        shown = office.get(LIST, {"visited": "2018M07"}).content.decode()
        assert re.findall("演示[甲乙丙]有限公司", shown) == ["演示乙有限公司", "演示甲有限公司"]
        shown = office.get(LIST, {"unvisited": "2018M07"}).content.decode()
        assert set(re.findall("演示[甲乙丙]有限公司", shown)) == {"演示丙有限公司"}
        shown = office.get(LIST, {"visited": "2018M06"}).content.decode()
        assert not re.findall("演示[甲乙丙]有限公司", shown)
        shown = office.get(VISITS, {"period": "2018M07"}).content.decode()
        assert set(re.findall("演示[甲乙丙]有限公司", shown)) == {"演示甲有限公司", "演示乙有限公司"}
        found = office.get(f"{VISITS}findings/", {"period": "2018Q3", "solved": "yes"}).content.decode()
        assert "照明不足" in found
        assert "招工困难" not in found
        found = office.get(f"{VISITS}findings/", {"period": "2018Q3", "solved": "no"}).content.decode()
        assert "照明不足" not in found
        assert Matter.objects.get().number in found
        assert office.get(LIST, {"visited": "some day"}).status_code == 422


def test_a_demand_is_raised_from_the_enterprises_page(cast: Cast) -> None:
    enterprise = an_enterprise(cast)
    office = signed_in(cast.office)
    page = unescape(office.get(f"{LIST}{enterprise.id}/").content.decode())
    found = re.search(r'href="(/z/TZ/matters/new/\?[^"]+)"', page)
    assert found is not None
    form = office.get(found.group(1)).content.decode()
    assert f'value="enterprises.enterprise:{enterprise.id}" checked' in form
    assert f'value="{enterprise.name}"' in form
    sent = {
        "kind": "demand",
        "title": "用电增容",
        "subject": f"enterprises.enterprise:{enterprise.id}",
        "raiser_name": enterprise.name,
    }
    assert office.post("/z/TZ/matters/new/", sent).status_code == 302
    matter = Matter.objects.get()
    assert (matter.raiser_name, matter.raiser_id, matter.subject_id) == (enterprise.name, None, enterprise.id)


def test_an_enterprise_is_found_by_name_when_a_matter_is_raised(cast: Cast) -> None:
    enterprise = an_enterprise(cast)
    page = (
        signed_in(cast.office).get("/z/TZ/matters/new/subjects", {"subject_words": "精密"}).content.decode()
    )
    assert f"enterprises.enterprise:{enterprise.id}" in page
