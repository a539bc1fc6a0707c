"""A demand from end to end: raised by an enterprise's link without an account, dispatched, worked on, verified,
confirmed and rated – in both languages, at phone width for the enterprise."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from guatu.demo.sign_ins import DEMO_TOKEN
from tests.browser.conftest import LOCALES, SIZES, Site, axe_faults

pytestmark = pytest.mark.browser

TEXTS = {
    "zh": {"confirm": "确认办结", "rated": "您的评价", "rate": "提交评价", "finished": "已办结"},
    "en": {"confirm": "Yes, it is done", "rated": "Your rating", "rate": "Rate", "finished": "finished"},
}


@pytest.fixture
def enterprise(site: Site, chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The enterprise's phone, in the language of the test."""
    width, height = SIZES["phone"]
    context = chromium.new_context(
        base_url=site.url,
        viewport={"width": width, "height": height},
        locale=LOCALES[request.getfixturevalue("language")],
        has_touch=True,
        is_mobile=True,
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_demand_from_the_link_to_the_rating(site: Site, enterprise: Page, axe: str, language: str) -> None:
    title = f"走查诉求：{language}"
    page = raise_demand(enterprise, title)
    assert not axe_faults(page, axe)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    office_and_park(site, title)

    page.reload()
    expect(page.locator("main")).to_contain_text("已增容")
    page.get_by_role("button", name=TEXTS[language]["confirm"]).click()
    expect(page.locator("main .tag").first).to_have_text(TEXTS[language]["finished"])
    page.locator("input[name=rating][value=satisfied]").check()
    page.get_by_role("button", name=TEXTS[language]["rate"], exact=True).click()
    expect(page.locator("main .history")).to_contain_text(TEXTS[language]["rated"])
    assert not axe_faults(page, axe)


def raise_demand(page: Page, title: str) -> Page:
    """From the list to the demand's own page."""
    page.goto(f"/e/{DEMO_TOKEN}/")
    page.locator("a[href$='/new/']").first.click()
    page.fill("#id_title", title)
    page.fill("#id_text", "新增两条产线，需增容630千伏安。")
    page.fill("#id_contact", "王经理 13800000000")
    page.locator("main button[type=submit].btn-primary").click()
    expect(page).to_have_url(re.compile(r"/e/[^/]+/[0-9a-f-]{36}/$"))
    expect(page.locator("main h1")).to_have_text(title)
    return page


STEPS = """
from guatu.core.models import Zone
from guatu.core.walls import open_zone_here
from guatu.demo.danyang_life import acting
from guatu.matters.models.matter import Matter
from guatu.matters.use_cases.dispatch_matter import dispatch_matter
from guatu.matters.use_cases.reply_on_matter import reply_on_matter
from guatu.matters.use_cases.report_matter_done import report_matter_done
from guatu.matters.use_cases.sign_for_matter import sign_for_matter
from guatu.matters.use_cases.verify_matter import verify_matter
from guatu.organization.models import Unit
zone = Zone.objects.get(code="DY")
open_zone_here(zone.id)
matter = Matter.objects.get(zone=zone, title=TITLE)
park = Unit.objects.get(zone=zone, name="生命科学产业园")
if matter.lead_unit_id is None:
    matter = dispatch_matter(actor=acting(zone, "office"), matter=matter, unit=park)
handler = acting(zone, "park" if matter.lead_unit_id == park.id else "office")
matter = sign_for_matter(actor=handler, matter=matter)
reply_on_matter(actor=handler, matter=matter, text="已联系供电公司。")
report_matter_done(actor=handler, matter=matter, text="已增容。")
verify_matter(actor=acting(zone, "supervisor"), matter=matter)
"""


def office_and_park(site: Site, title: str) -> None:
    """What the office, the park and the supervisor do, by use cases: their pages have walks of their own."""
    site.guatu("shell", "-c", f"TITLE = {title!r}\n{STEPS}")
