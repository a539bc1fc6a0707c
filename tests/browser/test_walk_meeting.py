"""A weekly meeting from end to end: the agenda, meeting mode by keys, a resolution, the minutes."""

import re
from io import BytesIO
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open, axe_faults

pytestmark = pytest.mark.browser


def test_the_weekly_meeting(open_page: Open, axe: str, tmp_path: Path) -> None:
    page = open_page("office")
    page.goto("/z/DY/meetings/")
    page.locator(".worklist-title").first.click()
    expect(page.locator("h1")).to_contain_text("第26次")
    assert not axe_faults(page, axe)
    agenda = page.locator(".agenda > li:not(.agenda-part)")
    count = agenda.count()
    assert count > 3
    expect(agenda.first).to_contain_text("逾期3天")
    page.get_by_role("button", name="开始会议").click()
    page.wait_for_url(re.compile("/mode/"))

    walk_by_keys(page, count)
    assert not axe_faults(page, axe)
    number = resolve(page)
    page.goto(re.sub(r"mode/.*", "", page.url))
    expect(page.locator("#resolutions")).to_contain_text(number)

    with page.expect_download() as downloading:
        page.get_by_role("link", name="下载纪要").click()
    file = tmp_path / "minutes.docx"
    downloading.value.save_as(file)
    minutes = docx.Document(BytesIO(file.read_bytes()))
    assert minutes.paragraphs[0].text == "重点项目推进例会纪要"
    assert any("三日内报送供电方案" in p.text for p in minutes.paragraphs)


def walk_by_keys(page: Page, count: int) -> None:
    place, seen = page.locator("[data-mode-progress]"), page.locator("[data-mode-slide]:not([hidden])")
    expect(place).to_have_text(f"1/{count}")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("j")
    expect(place).to_have_text(f"3/{count}")
    expect(seen).to_have_count(1)
    page.keyboard.press("End")
    expect(place).to_have_text(f"{count}/{count}")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(seen).to_contain_text("红灯项目")


def fail_at_first(page: Page, button: Locator) -> None:
    """The server breaks, then the network does: it is said, and what was typed is still there."""
    said = page.get_by_role("alert")
    page.route("**/items/*/resolve", lambda route: route.fulfill(status=503, body="<html>away</html>"))
    button.click()
    expect(said).to_have_text(re.compile("服务器未能处理（错误503），内容没有保存"))
    page.unroute("**/items/*/resolve")
    page.context.set_offline(True)
    button.click()
    expect(said).to_have_text(re.compile("当前没有网络，内容没有保存"))
    page.context.set_offline(False)


def resolve(page: Page) -> str:
    """Typed once, without leaving; the number of the matter that it became."""
    address = page.url
    page.keyboard.press("r")
    page.keyboard.type("三日内报送供电方案。")
    seen = page.locator("[data-mode-slide]:not([hidden])")
    seen.locator("[data-mode-due]").first.click()
    button = seen.get_by_role("button", name="作出决议")
    fail_at_first(page, button)
    button.click()
    passed = seen.locator(".mode-resolutions")
    expect(passed).to_contain_text("三日内报送供电方案")
    expect(page.locator(".failure")).to_have_count(0)
    assert page.url == address
    found = re.search(r"JY-2018-\d{4}", passed.inner_text())
    assert found is not None
    return found.group()
