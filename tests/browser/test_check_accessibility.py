"""Every page that a GET can open: axe finds nothing in light and dark, wide and at phone width; the page fits a phone
in both languages, keeps the console quiet, and its Chinese is Chinese."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import pytest
from playwright.sync_api import APIRequestContext, Browser, Page

from guatu.demo.sign_ins import EVERY_SIGN_IN, PASSWORD, SIGN_INS
from guatu.ui.middleware import LANGUAGE_COOKIE
from tests.browser.conftest import SIZES, Site, axe_faults
from tests.browser.scene_keys import KEEPER
from tests.browser.site_pages import Address, Found, filled, look_up, routes

pytestmark = pytest.mark.browser

NOBODY, HALFWAY = "nobody", "halfway"
# Addresses that only lead on to another page.
LEADING_ON = {"zone", "notifications:notification", "indicators:submission"}
# Identities elsewhere, which the site of the walk has not set up.
NOT_SET_UP = re.compile(r"(wecom|dingtalk|feishu|openid_connect)_(login|callback)")
# What is Latin on a Chinese page too: names of keys and of papers, the demo's sign-ins and file.
LATIN = re.compile(
    r"Enter|Home|Esc|PPP|GeoJSON( \((CGCS2000|WGS 84)\))?|CGCS2000|EPSG:\d+|Webhook|grids\.geojson|OC4IDS|"
    r"open\.feishu\.cn ····0000|"
    r"(PDF|SVG) A[03]|[a-z0-9-]+\.(xlsx|csv)|" + "|".join([KEEPER, *(s.username for s in EVERY_SIGN_IN)])
)
FOREIGN_TEXTS = """() => {
  const said = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (!text.parentElement.closest('script, style, code, textarea, [lang]:not(html)')) said.push(text.textContent);
  }
  for (const name of ['title', 'aria-label', 'placeholder', 'data-label'])
    for (const element of document.querySelectorAll(`[${name}]`)) said.push(element.getAttribute(name));
  return said.map((text) => text.trim()).filter((text) => /[a-z]{3}/i.test(text) && !/\\p{Script=Han}/u.test(text));
}"""
OVERFLOW = "() => document.documentElement.scrollWidth - innerWidth"
# Rows of a table are alike: a few of many are enough to look at.
FEW_ROWS = """() => {
  for (const body of document.querySelectorAll('tbody')) [...body.rows].slice(15, -5).forEach((row) => row.remove());
}"""
DRAWN = "() => !document.querySelector('.wall-chart') || document.querySelector('.wall-chart [role=row]')"
HEIGHT = "() => document.documentElement.scrollHeight"
# A change of colours must not be caught on its way.
STILL = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('*, ::before, ::after { transition: none !important; animation: none !important }');
  document.adoptedStyleSheets = [sheet];
}"""
SETTLED = """async (theme) => {
  const frame = () => new Promise(requestAnimationFrame);
  while (!matchMedia(`(prefers-color-scheme: ${theme})`).matches) await frame();
  await frame();
  await frame();
}"""


@dataclass
class Tab:
    """Somebody's open page, and what its console said."""

    page: Page
    said: list[str] = field(default_factory=list)

    def go(self, found: Found) -> list[str]:
        """Open the page; what the console said of it. A part is shown in the place of another page's content."""
        self.said.clear()
        if found.is_part:
            text = self.page.request.get(found.address.path).text()
            self.page.goto("/accounts/2fa/")
            self.page.evaluate("text => { document.getElementById('main').innerHTML = text }", text)
        else:
            answer = self.page.goto(found.address.path)
            assert answer is not None
            assert answer.ok
            self.page.wait_for_function(DRAWN)
        return [f"console: {line}" for line in self.said]


@dataclass(frozen=True)
class Visit:
    """The site with its scene set, and who is signed in: in Chinese, and once it is asked for in English."""

    site: Site
    chromium: Browser
    values: Mapping[str, Any]
    pages: Mapping[str, Mapping[str, Any]]
    again: list[tuple[str, Mapping[str, Any]]]
    chinese: dict[str, Tab] = field(default_factory=dict)
    english: dict[str, Tab] = field(default_factory=dict)

    def open(self, username: str, state: Any = None) -> Tab:
        width, height = SIZES["phone" if state else "wide"]
        context = self.chromium.new_context(
            base_url=self.site.url,
            viewport={"width": width, "height": height},
            locale="zh-CN",
            storage_state=state,
        )
        tab = Tab(context.new_page())
        tab.page.on("pageerror", lambda error: tab.said.append(str(error)))
        tab.page.on("console", lambda message: message.type == "error" and tab.said.append(message.text))
        (self.english if state else self.chinese)[username] = tab
        return tab

    def in_english(self, username: str) -> Tab:
        if username not in self.english:
            context = self.chinese[username].page.context
            tab = self.open(username, context.storage_state())
            tab.page.context.add_cookies([{"name": LANGUAGE_COOKIE, "value": "en", "url": self.site.url}])
        return self.english[username]

    @property
    def requests(self) -> Mapping[str, APIRequestContext]:
        return {username: tab.page.request for username, tab in self.chinese.items()}

    def address(self, name: str, route: str) -> Address:
        return Address(name, filled(route, {**self.values, **self.pages.get(name, {})}))


@pytest.fixture(scope="module")
def visit(site: Site, chromium: Browser) -> Iterator[Visit]:
    told = site.guatu("shell", "--no-imports", "-c", "from tests.browser.scene import set_scene; set_scene()")
    scene = json.loads(told.splitlines()[-1])
    code = scene.pop("code")
    visit = Visit(site, chromium, **scene)
    for username in (*(s.username for s in EVERY_SIGN_IN), KEEPER, HALFWAY):
        request = visit.open(username).page.request
        name = KEEPER if username == HALFWAY else username
        send(request, "/accounts/login/", login=name, password=PASSWORD)
    send(visit.requests[KEEPER], "/accounts/2fa/authenticate/", code=code)
    # Some pages want the password once more.
    for username in (SIGN_INS[0].username, KEEPER):
        send(visit.requests[username], "/accounts/reauthenticate/", password=PASSWORD)
    visit.open(NOBODY)
    yield visit
    for tab in (*visit.chinese.values(), *visit.english.values()):
        tab.page.context.close()


def send(request: APIRequestContext, path: str, **form: str) -> None:
    """Fill in a form as a browser would; it must lead on."""
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', request.get(path).text())
    assert token is not None, path
    answer = request.post(
        path,
        form={"csrfmiddlewaretoken": token[1], **form},
        max_redirects=0,
    )
    assert answer.status == 302, (path, answer.status)


@pytest.mark.parametrize(
    ("name", "route"), [pytest.param(*each, id=f"{each[0]} {each[1]}") for each in routes()]
)
def test_every_page(visit: Visit, axe: str, name: str, route: str) -> None:
    found = look_up(visit.address(name, route), visit.requests)
    if isinstance(found, Found):
        assert faults_of(visit, found, axe) == []
    elif name in LEADING_ON:
        assert found == "leads on"
    elif NOT_SET_UP.fullmatch(name):
        assert found.startswith("refused: {404:")
    else:
        # Either no page, or one that the scene does not open: then it is missing from this walk.
        assert found == "post" or "/" in found


def test_the_same_pages_in_other_states(visit: Visit, axe: str) -> None:
    faults = {}
    for name, values in visit.again:
        route = dict(routes())[name]
        found = look_up(Address(name, filled(route, {**visit.values, **values})), visit.requests)
        assert isinstance(found, Found), (name, values, found)
        faults[found.address.path] = faults_of(visit, found, axe)
    assert {path: seen for path, seen in faults.items() if seen} == {}


def faults_of(visit: Visit, found: Found, axe: str) -> list[str]:
    """What is wrong with a page: Chinese wide and narrow, light and dark; English narrow."""
    tab = visit.chinese[found.username]
    page = tab.page
    _show(page, "wide", "light")
    faults = tab.go(found)
    faults += [f"not Chinese: {text}" for text in page.evaluate(FOREIGN_TEXTS) if not LATIN.fullmatch(text)]
    page.evaluate(FEW_ROWS)
    page.evaluate(STILL)
    faults += [f"wide, light: {fault}" for fault in axe_faults(page, axe)]
    _show(page, "wide", "dark")
    faults += [f"wide, dark: {fault}" for fault in axe_faults(page, axe, rules=["color-contrast"])]
    _show(page, "phone", "dark")
    faults += _too_wide(page, "Chinese")
    # What sticks to the edge of a phone must not hide what can be scrolled from under it.
    page.set_viewport_size({"width": SIZES["phone"][0], "height": page.evaluate(HEIGHT)})
    faults += [f"phone, dark: {fault}" for fault in axe_faults(page, axe)]
    _show(page, "phone", "light")
    faults += [f"phone, light: {fault}" for fault in axe_faults(page, axe, rules=["color-contrast"])]
    english = visit.in_english(found.username)
    return [*faults, *english.go(found), *_too_wide(english.page, "English")]


def _show(page: Page, size: str, theme: Literal["light", "dark"]) -> None:
    width, height = SIZES[size]
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate(SETTLED, theme)


def _too_wide(page: Page, language: str) -> list[str]:
    """Tables may scroll in their own box; the page may not."""
    pixels = page.evaluate(OVERFLOW)
    return [f"phone, {language}: {pixels} px too wide"] if pixels > 0 else []
