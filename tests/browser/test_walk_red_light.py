"""The loop from end to end: a red light opens a problem, which is signed for, reported done with evidence, verified by
somebody else and struck off; the chart that a leader has open shows it come and go by itself."""

from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Site, axe_faults

pytestmark = pytest.mark.browser

PROJECT = "大亚集团汽车车轮"
TITLE = f"红灯：{PROJECT}"


def test_a_red_light_is_seen_to(site: Site, open_page: Open, axe: str, tmp_path: Path) -> None:
    chart = open_page("leader")
    chart.goto(f"/z/DY/chart/?q={PROJECT}")
    mark = chart.locator(".chart-row .chart-matters")
    expect(chart.locator(".chart-row .light-green")).to_be_visible()
    expect(chart.locator(".chart-status.is-live")).to_be_visible()
    expect(mark).to_be_hidden()

    turn_red(open_page("office"))
    site.guatu("tick", "--zone", "DY")
    # Nobody reloads the leader's page.
    expect(chart.locator(".chart-row .light-red")).to_be_visible()
    expect(mark).to_have_text("1")
    mark.click()
    expect(chart.get_by_role("dialog")).to_contain_text(TITLE)
    assert not axe_faults(chart, axe)
    chart.keyboard.press("Escape")

    watching = open_page("office")
    matter = sign_for(open_page("park"))
    watching.goto(matter.url)
    expect(watching.locator("main strong").first).to_have_text("办理中")
    report_done(matter, tmp_path)
    # The page that the office has open follows.
    expect(watching.locator("main strong").first).to_have_text("待核查")

    strike_off(open_page("supervisor"))
    expect(watching.locator("main strong").first).to_have_text("已结案")
    expect(mark).to_be_hidden()
    watching.goto(f"/z/DY/projects/?q={PROJECT}&planned=any")
    watching.locator("main td a", has_text=PROJECT).first.click()
    expect(watching.locator("#matters")).not_to_contain_text(TITLE)
    expect(watching.locator("#matters")).to_contain_text("已办结1件")


def turn_red(page: Page) -> None:
    """The office sets the light by hand: the provincial supervision has asked for it."""
    page.goto(f"/z/DY/projects/?q={PROJECT}&planned=any")
    page.locator("main td a", has_text=PROJECT).first.click()
    page.locator("#light a", has_text="亮灯及变化").click()
    page.locator("input[name=colour][value=red]").check()
    page.fill("[name=reason]", "省督查交办")
    page.locator("main form button.btn-primary").last.click()
    expect(page.locator(".notice-success")).to_be_visible()


def sign_for(page: Page) -> Page:
    """The park finds the problem on its desk: it went there by itself."""
    page.goto("/z/DY/matters/desk/")
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("button", name="签收").click()
    expect(page.locator("main strong").first).to_have_text("办理中")
    return page


def report_done(page: Page, folder: Path) -> None:
    """First without evidence, which is refused."""
    page.get_by_role("link", name="报告办结").click()
    page.fill("[name=text]", "已增加班组，进度已赶上。")
    page.locator("main form button.btn-primary").click()
    expect(page.locator("main")).to_contain_text("请附上")
    proof = folder / "proof.docx"
    document = docx.Document()
    document.add_paragraph("整改报告")
    document.save(str(proof))
    page.set_input_files("[name=documents]", proof)
    page.locator("main form button.btn-primary").click()
    expect(page.locator("main strong").first).to_have_text("待核查")


def strike_off(page: Page) -> None:
    page.goto("/z/DY/matters/desk/")
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("link", name="核查通过并销号").click()
    page.fill("[name=text]", "现场已核实。")
    page.locator("main form button.btn-primary").click()
    expect(page.locator("main strong").first).to_have_text("已结案")
