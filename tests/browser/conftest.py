"""The product as its users meet it: `guatu up` on a data folder of its own, and headless Chromium in front of it."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from guatu.demo.sign_ins import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("CHROMIUM", shutil.which("chromium") or "/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
SIZES = {"wide": (1440, 900), "tablet": (1024, 768), "phone": (390, 844)}
LOCALES = {"zh": "zh-CN", "en": "en-GB"}


@dataclass(frozen=True)
class Site:
    """A running Guatu: its address, its folder, and how to run commands beside it."""

    url: str
    data: Path

    def guatu(self, *arguments: str) -> str:
        """Run a command on the same data; its output."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_URL", "GUATU_"))}
        done = subprocess.run(
            [sys.executable, "-m", "guatu", *arguments],
            env={**environment, "GUATU_DATA": str(self.data)},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def _free_port() -> int:
    """A port that is free, and the next one too."""
    while True:
        with socket.socket() as one, socket.socket() as two:
            one.bind(("127.0.0.1", 0))
            port: int = one.getsockname()[1]
            try:
                two.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """`guatu up` with the demo zone, for all walks."""
    folder = Path(tempfile.mkdtemp(prefix="guatu-walk-"))
    port = _free_port()
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL" and not k.startswith("GUATU_")}
    log = (folder / "up.log").open("w+")
    process = subprocess.Popen(
        [sys.executable, "-m", "guatu", "up", "--port", str(port)],
        env={**environment, "GUATU_DATA": str(folder / "data")},
        stdout=log,
        stderr=subprocess.STDOUT,
        cwd=ROOT,
    )
    try:
        for _ in range(1800):
            if "Guatu is at" in (folder / "up.log").read_text():
                break
            assert process.poll() is None, (folder / "up.log").read_text()
            time.sleep(0.1)
        yield Site(f"http://127.0.0.1:{port}", folder / "data")
    finally:
        process.terminate()
        process.wait(60)
        log.close()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


Open = Callable[..., Page]


@pytest.fixture
def open_page(site: Site, chromium: Browser) -> Iterator[Open]:
    """Open the site as somebody: `open_page("office", language="zh", size="phone", theme="dark")`."""
    contexts = []

    def open_(
        username: str,
        *,
        password: str = PASSWORD,
        language: str = "zh",
        size: str = "wide",
        theme: str = "light",
    ) -> Page:
        width, height = SIZES[size]
        context = chromium.new_context(
            base_url=site.url,
            viewport={"width": width, "height": height},
            locale=LOCALES[language],
            color_scheme="dark" if theme == "dark" else "light",
            has_touch=size == "phone",
            is_mobile=size == "phone",
            accept_downloads=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto("/accounts/login/")
        page.fill("#id_login", username)
        page.fill("#id_password", password)
        page.click("main button[type=submit].btn-primary")
        page.wait_for_url(re.compile(r"^(?!.*login).*$"))
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    return (ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")


WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN_AXE = """async (only) => {
  const found = await axe.run(document, { runOnly: only, resultTypes: ['violations'], preload: false });
  return found.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, any }) => `${id}: ${target.join(' ')} ${any.length ? any[0].message : help}`));
}"""


def axe_faults(page: Page, axe: str, *, rules: list[str] | None = None) -> list[str]:
    """What axe finds wrong on the page by WCAG 2.2 A and AA, or by these rules only: one line each."""
    # evaluate() runs in the page's own world but past its content security policy.
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(axe)
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": WCAG}
    faults: list[str] = page.evaluate(RUN_AXE, only)
    return faults
