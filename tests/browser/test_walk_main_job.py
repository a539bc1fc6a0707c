"""The main job from end to end: the office's workbook in, the chart, a light's reason, a report, paper, the
workbook back – in both languages and at phone width, in a new and empty zone each."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import Open, Site

pytestmark = pytest.mark.browser

WORKBOOK = Path(__file__).resolve().parents[2] / "src" / "guatu" / "demo" / "data" / "danyang-2018.xlsx"
NEW_PASSWORD = "a walk through the main job"

TEXTS = {
    "zh": {"import": re.compile(r"导入\s*54\s*个项目"), "red": "红", "report": "填报"},
    "en": {"import": re.compile("Import 54 projects"), "red": "red", "report": "report"},
}


@pytest.mark.parametrize(("language", "size"), [("zh", "wide"), ("en", "wide"), ("zh", "phone")])
def test_from_the_workbook_to_the_wall(
    site: Site, open_page: Open, tmp_path: Path, language: str, size: str
) -> None:
    code = f"W{language}{size}".upper()
    site.guatu("zone", "create", code, f"走查{code}")
    told = site.guatu(
        "user", "create", f"office-{code.lower()}", "--person", "走查员（演示）", "--role", "office_head",
        "--zone", code, "--json",
    )  # fmt: skip
    password = re.search(r'"one_time_password": "([^"]+)"', told)
    assert password is not None
    page = open_page(f"office-{code.lower()}", password=password.group(1), language=language, size=size)
    choose_password(page, password.group(1))

    import_workbook(page, code, TEXTS[language]["import"])
    ask_why(page, code)
    report_progress(page, code, tmp_path)
    print_chart(page, code, tmp_path)
    get_workbook_back(page, code, tmp_path)


def choose_password(page: Page, one_time: str) -> None:
    """The one-time password leads to the password page and nowhere else."""
    expect(page).to_have_url(re.compile("password/change"))
    page.fill("#id_oldpassword", one_time)
    page.fill("#id_password1", NEW_PASSWORD)
    page.fill("#id_password2", NEW_PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_load_state()


def import_workbook(page: Page, code: str, button: re.Pattern[str]) -> None:
    page.goto(f"/z/{code}/projects/import/")
    page.set_input_files("#id_file", WORKBOOK)
    page.click("main button[type=submit].btn-primary")
    expect(page.locator("body")).to_contain_text("331.7")
    expect(page.locator("body")).to_contain_text("19 + 35")
    page.get_by_role("button", name=button).click()
    page.wait_for_load_state()
    page.goto(f"/z/{code}/chart/?year=2018")
    expect(page.locator(".wall-chart")).to_contain_text("54")


def ask_why(page: Page, code: str) -> None:
    """Every light opens its reason."""
    page.goto(f"/z/{code}/chart/?year=2018&light=red")
    page.locator(".wall-chart button.light-red").first.click()
    expect(page.get_by_role("dialog")).to_contain_text(re.compile(r"20\d\d"))
    page.keyboard.press("Escape")


def report_progress(page: Page, code: str, folder: Path) -> None:
    """A report with a photo, filed from the project's page."""
    page.goto(f"/z/{code}/projects/?year=2018&q=鱼跃")
    page.get_by_role("link", name="鱼跃医疗设备").first.click()
    page.locator("a[href$='/reports/new/']").first.click()
    photo = folder / "site.jpg"
    Image.new("RGB", (1600, 1200), (120, 140, 160)).save(photo, "JPEG")
    page.fill("textarea[name=text]", "6号厂房三层结构施工")
    page.set_input_files("input[type=file][name=photos]", photo)
    page.locator("main button[type=submit].btn-primary").first.click()
    page.wait_for_load_state()
    expect(page.locator("body")).to_contain_text("6号厂房三层结构施工")


def print_chart(page: Page, code: str, folder: Path) -> None:
    answer = page.request.get(f"/z/{code}/chart/print.pdf?paper=A3&year=2018")
    assert answer.ok
    pages = PdfReader(BytesIO(answer.body())).pages
    assert "鱼跃医疗设备" in pages[0].extract_text()
    drawing = page.request.get(f"/z/{code}/chart/print.svg?paper=A0&year=2018").text()
    assert drawing.count("鱼跃医疗设备") >= 1


def get_workbook_back(page: Page, code: str, folder: Path) -> None:
    """The same list, with formulas in its totals."""
    answer = page.request.get(f"/z/{code}/projects/export.xlsx?year=2018")
    assert answer.ok
    sheet = load_workbook(BytesIO(answer.body())).active
    assert sheet is not None
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert sum(1 for c in cells if c.startswith("=SU")) >= 3
    assert "鱼跃医疗设备" in cells
