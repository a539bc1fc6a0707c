"""The pages of progress, works, money and the proof of start, as a person uses them."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from guatu.accounts.models import User
from guatu.attachments.models import Attachment
from guatu.core.clock import frozen_at
from guatu.core.models import Zone
from guatu.projects.choices import WorkKind, WorkStage
from guatu.projects.models.progress import (
    InvestmentEntry,
    ProgressReport,
    ReportingMonth,
    StartProof,
    WorkItem,
)
from guatu.projects.models.project import Project
from guatu.projects.selectors.investment import investment_panel
from guatu.projects.selectors.progress import progress_panel
from guatu.projects.selectors.start_proofs import start_proof_panel
from guatu.projects.selectors.works import works_panel
from tests.attachments.files import office_file, photo, upload
from tests.builders import a_unit, a_zone, an_actor, console
from tests.projects.progress_builders import MONDAY, NOON, a_project, a_work, a_year, with_calendars

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_storage")]


@pytest.fixture(autouse=True)
def _noon() -> Any:
    with frozen_at(NOON):
        yield


@pytest.fixture
def zone() -> Zone:
    return with_calendars(a_zone())


@pytest.fixture
def project(zone: Zone) -> Project:
    return a_project(zone)


def signed_in(zone: Zone, *roles: str, username: str = "", **more: Any) -> Client:
    username = username or "-".join(roles)
    an_actor(zone, *roles, username=username, **more)
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(User.objects.get(username=username))
    return client


def at(project: Project, rest: str) -> str:
    return f"/z/{project.zone.code}/projects/{project.id}/{rest}"


class TestReport:
    def test_photo_text_send(self, project: Project) -> None:
        client = signed_in(project.zone, "grid_worker")
        form = client.get(at(project, "reports/new/")).content.decode()
        assert 'capture="environment"' in form
        key = str(uuid4())
        answers = [
            client.post(
                at(project, "reports/new/"),
                {
                    "text": "结顶",
                    "photos": [photo("a.jpg"), photo("b.jpg", width=99)],
                    "idempotency_key": key,
                },
                headers={"Idempotency-Key": key},
            )
            for _ in range(2)
        ]
        assert {(a.status_code, a["Location"]) for a in answers} == {(302, at(project, "reports/"))}
        report = ProgressReport.objects.get()
        assert str(report.client_key) == key
        assert Attachment.objects.filter(subject_id=report.id).count() == 2
        page = client.get(at(project, "reports/")).content.decode()
        assert "结顶" in page
        file = Attachment.objects.first()
        assert file is not None
        assert f"/z/TZ/files/{file.id}/small/" in page
        assert client.get(f"/z/TZ/files/{file.id}/").status_code == 200

    def test_what_is_wrong_stands_in_the_form_again(self, project: Project) -> None:
        client = signed_in(project.zone, "office")
        answer = client.post(
            at(project, "reports/new/"),
            {"text": "", "share": "140", "photos": [upload(office_file(), "x.jpg")]},
        )
        assert answer.status_code == 422
        answer = client.post(
            at(project, "reports/new/"), {"text": "好", "photos": [upload(office_file(), "x.jpg")]}
        )
        assert answer.status_code == 422
        assert "is not a photo" in answer.content.decode()
        answer = client.post(at(project, "reports/new/"), {"text": "好", "idempotency_key": "not a key"})
        assert answer.status_code == 422
        assert "UUID" in answer.content.decode()
        assert not ProgressReport.objects.exists()

    def test_only_touched_buildings_are_told(self, project: Project) -> None:
        hall, line = a_work(project, stage=WorkStage.STRUCTURE), a_work(project, "线", WorkKind.LINE)
        client = signed_in(project.zone, "office")
        data = {
            "text": "二层",
            f"stage_{hall.id}": "structure",
            f"initial-stage_{hall.id}": "structure",
            f"floor_{hall.id}": "２",
            f"share_{hall.id}": "45%",
            f"stage_{line.id}": "not_started",
            f"initial-stage_{line.id}": "not_started",
        }
        # Somebody else has brought the line further since the form was opened.
        WorkItem.objects.filter(id=line.id).update(stage=WorkStage.TRIAL)
        assert client.post(at(project, "reports/new/"), data).status_code == 302
        hall.refresh_from_db()
        line.refresh_from_db()
        assert (hall.floor, hall.share, line.stage) == (2, Decimal("0.45"), "trial")
        assert list(ProgressReport.objects.get().items.values_list("work_id", flat=True)) == [hall.id]

    def test_a_step_back_asks_why(self, project: Project) -> None:
        hall = a_work(project, stage=WorkStage.CAPPED)
        client = signed_in(project.zone, "office")
        data = {"text": "返工", f"stage_{hall.id}": "structure", f"initial-stage_{hall.id}": "capped"}
        before = client.get(at(project, "reports/new/")).content.decode()
        assert "regress_reason" not in before
        answer = client.post(at(project, "reports/new/"), data)
        assert answer.status_code == 422
        assert "Why is it less than before?" in answer.content.decode()
        assert client.post(at(project, "reports/new/"), data | {"regress_reason": "裂缝"}).status_code == 302

    def test_a_stage_that_is_wrong_is_named_at_its_row(self, project: Project) -> None:
        hall = a_work(project)
        client = signed_in(project.zone, "office")
        data = {
            "text": "完工",
            f"stage_{hall.id}": "completed",
            f"initial-stage_{hall.id}": "not_started",
            f"share_{hall.id}": "95",
        }
        answer = client.post(at(project, "reports/new/"), data)
        assert answer.status_code == 422
        assert "1号厂房: what is at “completed” is 100 % done." in answer.content.decode()

    def test_who_may_not_report_is_told_so_and_strangers_find_nothing(self, project: Project) -> None:
        assert signed_in(project.zone, "statistician").get(at(project, "reports/new/")).status_code == 403
        clerk = signed_in(project.zone, "clerk", unit=a_unit(project.zone, "别处"))
        assert clerk.get(at(project, "reports/new/")).status_code == 404
        assert clerk.get(at(project, "reports/")).status_code == 404

    def test_the_feed_shows_all_and_filters(self, project: Project) -> None:
        client = signed_in(project.zone, "office")
        client.post(
            at(project, "reports/new/"), {"text": "本周", "next_plan": "下周砌墙", "difficulty": "缺电"}
        )
        client.post(at(project, "reports/new/"), {"text": "上月", "day": "2018-06-01"})
        page = client.get("/z/TZ/projects/progress/").content.decode()
        assert all(words in page for words in ("本周", "上月", "下周砌墙", "缺电", project.name))
        page = client.get("/z/TZ/projects/progress/", {"week": "2018W27"}).content.decode()
        assert "本周" in page
        assert "上月" not in page
        page = client.get("/z/TZ/projects/progress/", {"unit": str(uuid4())}).content.decode()
        assert "No reports here" in page


class TestWorks:
    def test_adds_several_edits_and_takes_out(self, project: Project) -> None:
        client = signed_in(project.zone, "clerk", unit=project.unit)
        page = at(project, "works/")
        assert "No buildings or lines yet" in client.get(page).content.decode()
        assert (
            client.post(page, {"kind": "building", "names": "1号厂房、2号厂房, 3号厂房"}).status_code == 302
        )
        assert [w.name for w in WorkItem.objects.order_by("name")] == ["1号厂房", "2号厂房", "3号厂房"]
        answer = client.post(page, {"kind": "building", "names": "1号厂房"})
        assert answer.status_code == 422
        assert "already one called 1号厂房" in answer.content.decode()
        first = WorkItem.objects.get(name="1号厂房")
        client.post(f"{page}{first.id}/", {"names": "综合楼", "place": "东区"})
        first.refresh_from_db()
        assert (first.name, first.place, first.kind) == ("综合楼", "东区", "building")
        assert client.post(f"{page}{first.id}/remove").status_code == 302
        assert WorkItem.objects.count() == 2
        assert client.get(f"{page}{first.id}/").status_code == 404

    def test_readers_do_not_edit(self, project: Project) -> None:
        client = signed_in(project.zone, "leader")
        assert client.get(at(project, "works/")).status_code == 403
        assert client.post(at(project, f"works/{uuid4()}/remove")).status_code == 403


class TestInvestment:
    def test_reports_in_wan_and_shows_the_table(self, project: Project) -> None:
        a_year(project, "120000000")
        client = signed_in(project.zone, "clerk", unit=project.unit)
        answer = client.post(
            at(project, "investment/2018/report/"),
            {
                "month": "6",
                "construction": "1,250.5",
                "installation": "１００",
                "equipment": "0",
                "other": "0",
            },
        )
        assert answer.status_code == 302
        assert InvestmentEntry.objects.get().total == Decimal("13505000.00")
        page = client.get(at(project, "investment/")).content.decode()
        assert "1350.5" in page
        assert "11.3%" in page
        assert "Months without dispatch figures: 1, 2, 3, 4, 5." in page

    def test_a_correction_is_offered_filled_in_and_asks_why(self, project: Project) -> None:
        client = signed_in(project.zone, "office")
        url = at(project, "investment/2018/report/")
        client.post(url, {"month": "6", "total": "10"})
        form = client.get(url, {"month": "6"}).content.decode()
        assert 'value="10"' in form
        assert "Why it is corrected" in form
        assert client.post(url, {"month": "6", "total": "12"}).status_code == 422
        assert client.post(url, {"month": "6", "total": "12", "reason": "漏报"}).status_code == 302
        page = client.get(at(project, "investment/2018/")).content.decode()
        assert "漏报" in page

    def test_a_closed_month_asks_why_only_now(self, project: Project) -> None:
        client = signed_in(project.zone, "office")
        url = at(project, "investment/2018/report/")
        assert "Why only now" in client.get(url, {"month": "5"}).content.decode()
        answer = client.post(url, {"month": "5", "total": "10"})
        assert answer.status_code == 422
        assert "7 Jun 2018" in answer.content.decode()
        assert client.post(url, {"month": "5", "total": "10", "late_reason": "补"}).status_code == 302

    @pytest.mark.parametrize("amount", ["abc", "1.2345678", "12 34 56 78 90 12 34 56 78"])
    def test_what_is_no_amount_is_named(self, project: Project, amount: str) -> None:
        client = signed_in(project.zone, "office")
        answer = client.post(at(project, "investment/2018/report/"), {"month": "6", "total": amount})
        assert answer.status_code == 422
        assert not InvestmentEntry.objects.exists()

    def test_the_statistician_enters_the_other_ledger(self, project: Project) -> None:
        client = signed_in(project.zone, "statistician")
        url = at(project, "investment/2018/statistical/")
        parts = {"construction": "100", "installation": "0", "equipment": "20", "other": "0"}
        data = {"month": "5", "source": "206-1", "year_to_date": "125", **parts}
        answer = client.post(url, data)
        assert answer.status_code == 422
        assert "The four components make 120 万元, the year to date says 125." in answer.content.decode()
        assert client.post(url, data | {"year_to_date": "120", "since_start": "500"}).status_code == 302
        assert InvestmentEntry.objects.get().since_start == 5_000_000
        assert client.get(at(project, "investment/2018/report/")).status_code == 403
        office = signed_in(project.zone, "office_head")
        assert office.get(url).status_code == 403
        assert "120" in office.get(at(project, "investment/")).content.decode()

    @pytest.mark.parametrize("year", [1999, 2019, 20180])
    def test_years_that_are_not_there(self, project: Project, year: int) -> None:
        client = signed_in(project.zone, "office")
        assert client.get(at(project, f"investment/{year}/")).status_code == 404

    def test_the_office_opens_a_month(self, project: Project) -> None:
        client = signed_in(project.zone, "office")
        assert "Open a month" in client.get("/z/TZ/projects/progress/months/").content.decode()
        data = {"month": "5", "open_until": "2018-07-05", "reason": "停电"}
        assert client.post("/z/TZ/projects/progress/months/2018/", data).status_code == 302
        assert ReportingMonth.objects.get().open_until == date(2018, 7, 5)
        assert client.post("/z/TZ/projects/progress/months/2018/", data).status_code == 422
        clerk = signed_in(project.zone, "clerk")
        assert "Open a month" not in clerk.get("/z/TZ/projects/progress/months/").content.decode()
        assert clerk.post("/z/TZ/projects/progress/months/2018/", data).status_code == 403


class TestStartProof:
    def test_filed_by_one_verified_by_another(self, zone: Zone) -> None:
        project = a_project(zone, actual_start=None)
        clerk = signed_in(zone, "clerk", unit=project.unit)
        url = at(project, "start-proofs/new/")
        assert "Levelling the ground" in clerk.get(url).content.decode()
        data = {"kind": "levelling", "day": "2018-06-28", "permit_number": "1", "photos": [photo()]}
        answer = clerk.post(url, data)
        assert answer.status_code == 422
        assert "is not a start" in answer.content.decode()
        answer = clerk.post(url, data | {"kind": "piling", "photos": [photo()]})
        proof = StartProof.objects.get()
        assert answer["Location"] == f"/z/TZ/projects/start-proofs/{proof.id}/"
        page = clerk.get(answer["Location"]).content.decode()
        assert "Verify the start" not in page
        assert "No proof is needed now" in clerk.get(url).content.decode()
        judge = signed_in(zone, "supervisor")
        page = judge.get(answer["Location"]).content.decode()
        assert "Verify the start" in page
        assert "the camera left no date" in page
        assert judge.post(f"{answer['Location']}reject", {"note": ""}).status_code == 422
        assert judge.post(f"{answer['Location']}verify", {"note": "看过"}).status_code == 302
        project.refresh_from_db()
        assert project.actual_start == date(2018, 6, 28)
        assert judge.post(f"{answer['Location']}verify").status_code == 409

    def test_the_filer_gets_no_buttons_and_is_refused(self, zone: Zone) -> None:
        project = a_project(zone, actual_start=None)
        head = signed_in(zone, "office_head")
        head.post(
            at(project, "start-proofs/new/"),
            {"kind": "piling", "day": "2018-06-28", "description": "许可在办", "photos": [photo()]},
        )
        url = f"/z/TZ/projects/start-proofs/{StartProof.objects.get().id}/"
        page = head.get(url).content.decode()
        assert "You filed this proof" in page
        assert "Verify the start" not in page
        assert head.post(f"{url}verify").status_code == 409

    def test_a_rejection_is_seen_by_the_filer(self, zone: Zone) -> None:
        project = a_project(zone, actual_start=None)
        clerk = signed_in(zone, "clerk", unit=project.unit)
        url = at(project, "start-proofs/new/")
        data = {"kind": "piling", "day": "2018-06-28", "permit_number": "1", "photos": [photo()]}
        clerk.post(url, data)
        judge = signed_in(zone, "leader")
        proof_url = f"/z/TZ/projects/start-proofs/{StartProof.objects.get().id}/"
        assert judge.post(f"{proof_url}reject", {"note": "看不清桩机"}).status_code == 302
        assert "看不清桩机" in clerk.get(proof_url).content.decode()
        assert clerk.post(url, data | {"photos": [photo()]}).status_code == 302
        stranger = signed_in(zone, "clerk", username="stranger", unit=a_unit(zone, "别处"))
        assert stranger.get(proof_url).status_code == 404


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_parts_of_a_projects_page_can_be_drawn(zone: Zone, language: str) -> None:
    bare, full = a_project(zone, actual_start=None), a_project(zone, a_unit(zone, "东园"), name="丰富")
    a_year(full)
    a_work(full, stage=WorkStage.STRUCTURE, floor=2, share=Decimal("0.5"), as_of=MONDAY)
    client = signed_in(zone, "office")
    client.post(at(full, "reports/new/"), {"text": "结顶", "photos": [photo()]})
    client.post(at(full, "investment/2018/report/"), {"month": "6", "total": "10"})
    client.post(
        at(full, "start-proofs/new/"),
        {"kind": "piling", "day": "2018-06-28", "permit_number": "1", "photos": [photo()]},
    )
    for project in (bare, full):
        project.refresh_from_db()
        panels = {
            "_progress": progress_panel(project, actor=console(zone), day=MONDAY),
            "_works": works_panel(project, actor=console(zone)),
            "_investment": investment_panel(project, actor=console(zone), day=MONDAY),
            "_start_proof": start_proof_panel(project, actor=console(zone)),
        }
        with translation.override(language):
            for name, panel in panels.items():
                html = render_to_string(f"projects/progress/{name}.html", {"panel": panel, "zone": zone})
                assert "<section" in html
                assert (str(project.id) in html) or name == "_start_proof"
