"""A half-year briefing from end to end: the draft, a number that opens to its rows, another pair of eyes, the issue,
the Word file, and what has changed since."""

import re
from io import BytesIO
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, axe_faults

pytestmark = pytest.mark.browser

NUMBER = "丹开发〔2018〕12号"


def test_from_the_draft_to_what_has_changed_since(open_page: Open, axe: str, tmp_path: Path) -> None:
    page = open_page("office")
    draft(page)
    assert not axe_faults(page, axe)
    address = page.url
    open_a_number(page)
    page.goto(address)
    page.get_by_role("button", name="送审").click()
    expect(page.get_by_role("link", name="印发", exact=True)).to_have_count(0)

    leader = open_page("leader")
    issue(leader, address)
    assert not axe_faults(leader, axe)

    rate = read_word(leader, tmp_path)
    assert rate in page.request.get(address).text()
    withdraw_a_project(page)
    page.goto(address)
    expect(page.locator(".document")).to_contain_text(rate)
    page.get_by_role("link", name="印发后有何变化").click()
    changed = page.get_by_role("row").filter(has_text="重点项目").first
    expect(changed).to_contain_text("−1")
    assert not axe_faults(page, axe)


def draft(page: Page) -> None:
    """The half-year's report on the whole zone, from the list of briefings."""
    page.goto("/z/DY/reports/briefings/")
    page.locator(".page-actions").get_by_role("link", name="起草材料").click()
    page.select_option("#id_template", label=half_year(page))
    page.fill("#id_period", "2018H1")
    page.get_by_role("button", name="起草", exact=True).click()
    page.wait_for_url(re.compile(r"/briefings/[0-9a-f-]{36}/$"))
    expect(page.locator(".document h1")).to_contain_text("2018年上半年")


def half_year(page: Page) -> str:
    """The template as the list names it."""
    return page.locator("#id_template option", has_text="半年").inner_text()


def open_a_number(page: Page) -> None:
    """The rate of started projects leads to its own page, at this number and with the rows that were counted."""
    number = page.locator(".bound-number[href*='construction_start_rate']").first
    shown = number.inner_text()
    number.click()
    page.wait_for_url(re.compile("/figures/projects.construction_start_rate/"))
    expect(page.locator(".figure-number")).to_have_text(shown)
    counted = page.locator(".figure-fraction").inner_text().split("/")
    rows = page.locator("#rows tbody tr")
    page.locator("#rows .chip").first.click()
    expect(rows).to_have_count(int(counted[0]))


def issue(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="印发", exact=True).click()
    page.fill("#id_number", NUMBER)
    page.get_by_role("button", name="印发", exact=True).click()
    page.wait_for_url(address)
    expect(page.locator("main")).to_contain_text(NUMBER)


def read_word(page: Page, folder: Path) -> str:
    """The downloaded file says what the page says; the rate of started projects in it."""
    shown = page.locator(".bound-number[href*='construction_start_rate']").first.inner_text()
    with page.expect_download() as downloading:
        page.locator("a[href$='/word/']").click()
    file = folder / "briefing.docx"
    downloading.value.save_as(file)
    written = docx.Document(BytesIO(file.read_bytes()))
    assert any(f"开工率{shown}" in p.text for p in written.paragraphs)
    return shown


def withdraw_a_project(page: Page) -> None:
    page.goto("/z/DY/projects/?year=2018&q=新开工项目14")
    page.get_by_role("link", name="新开工项目14").first.click()
    page.goto(f"{page.url.rstrip('/')}/withdraw/")
    page.fill("#id_on", "2018-06-01")
    page.fill("#id_reason", "投资方改变计划（演示）")
    page.locator("main button[type=submit]").last.click()
    page.wait_for_url(re.compile(r"/projects/[0-9a-f-]{36}/$"))
