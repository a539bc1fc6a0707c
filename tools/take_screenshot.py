"""Takes the picture in the README from a running demo: `python tools/take_screenshot.py http://127.0.0.1:8000`."""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from guatu.demo.sign_ins import PASSWORD

TARGET = Path(__file__).resolve().parent.parent / "docs" / "images" / "wall_chart.png"


def take(address: str) -> None:
    """Sign in as the demo's office, open the chart in Chinese, and keep what is seen at 1440 × 900."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN")
        page.goto(f"{address}/accounts/login/")
        page.fill("#id_login", "office")
        page.fill("#id_password", PASSWORD)
        page.click("main button.btn-primary")
        page.goto(f"{address}/z/DY/chart/?group=unit&zoom=quarter")
        page.wait_for_selector(".wall-chart [role=row]")
        page.wait_for_timeout(1500)
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(TARGET))
        browser.close()


if __name__ == "__main__":
    take(sys.argv[1].rstrip("/"))
