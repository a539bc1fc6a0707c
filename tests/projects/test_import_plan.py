"""A plan out to Microsoft Project and back into the draft, on the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from guatu.audit.models import Entry
from guatu.core.errors import NotAllowed, Refused, StaleVersion
from guatu.projects.models.plan import Milestone, Plan, PlanMilestone
from guatu.projects.mspdi.write import written
from guatu.projects.selectors.plan import plan_spec
from guatu.projects.selectors.plan_file import plan_file
from guatu.projects.use_cases.import_plan import import_plan
from tests.builders import a_unit, an_actor, console
from tests.projects.mspdi.published_order import faults_of
from tests.projects.page_builders import signed_in, text_of, url
from tests.projects.plan_builders import MONDAY, a_committed_plan, a_draft, on

NAME = "{http://schemas.microsoft.com/project}"


@pytest.fixture
def draft(db: None) -> Plan:
    return a_draft()


def file_of(plan: Plan, *changes: tuple[str, str]) -> bytes:
    text = written(plan_file(plan.project, plan)).decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text.encode()


def chosen(content: bytes) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("plan.xml", content, "text/xml")}


def test_an_unchanged_file_changes_and_records_nothing(draft: Plan) -> None:
    before, entries = plan_spec(draft), Entry.objects.count()
    with on(MONDAY):
        assert import_plan(actor=console(draft.project.zone), plan=draft, content=file_of(draft)) == 0
    draft.refresh_from_db()
    assert (plan_spec(draft), Entry.objects.count()) == (before, entries)


def test_what_was_changed_is_taken_over_and_recorded(draft: Plan) -> None:
    content = file_of(draft, (">厂房<", ">1号厂房<"), ("<Duration>PT160H0M0S", "<Duration>PT120H0M0S"))
    with on(MONDAY):
        assert import_plan(actor=console(draft.project.zone), plan=draft, content=content, name="p.xml") == 2
    rows = PlanMilestone.objects.filter(plan=draft)
    assert rows.get(milestone__code="building").name == "1号厂房"
    assert rows.get(milestone__code="drawings").duration == 15
    assert rows.get(milestone__code="drawings").shortest == 12
    entry = Entry.objects.get(event="projects.plan.imported")
    assert entry.data["edits"] == 2
    assert Entry.objects.filter(event="projects.plan.tuned", reason="p.xml").count() == 2


def test_all_or_nothing(draft: Plan) -> None:
    """Durations below the shortest, and a cycle: nothing of the file is taken over."""
    content = file_of(draft, (">厂房<", ">1号厂房<"), ("<Duration>PT160H0M0S", "<Duration>PT16H0M0S"))
    browser = signed_in(an_actor(draft.project.zone, "office", username="o"))
    with on(MONDAY):
        answer = browser.post(url("plan-file", draft.project.zone, draft.project.id), chosen(content))
    assert answer.status_code == 422
    assert "“图纸”: Not less than the shortest possible, 12." in answer.content.decode()
    assert not Entry.objects.filter(event="projects.plan.imported").exists()
    assert PlanMilestone.objects.get(plan=draft, milestone__code="building").name == "厂房"


def test_only_a_draft_and_only_the_one_that_was_seen(draft: Plan) -> None:
    console_ = console(draft.project.zone)
    content = file_of(draft, (">厂房<", ">1号厂房<"))
    with on(MONDAY):
        with pytest.raises(StaleVersion):
            import_plan(actor=console_, plan=draft, content=content, version=draft.version + 1)
        stranger = an_actor(draft.project.zone, "clerk", unit=a_unit(draft.project.zone, "滨江新城"))
        with pytest.raises(NotAllowed):
            import_plan(actor=stranger, plan=draft, content=content)


def test_an_approved_plan_goes_out_with_its_baseline_and_does_not_come_in(db: None) -> None:
    plan = a_committed_plan()
    milestone = Milestone.objects.get(project=plan.project, code="filing")
    Milestone.objects.filter(id=milestone.id).update(actual_start=MONDAY, actual_finish=MONDAY)
    content = file_of(plan)
    root = fromstring(content)
    assert faults_of(root) == []
    task = next(t for t in root.iter(f"{NAME}Task") if t.findtext(f"{NAME}Name") == "备案")
    assert task.findtext(f"{NAME}Baseline/{NAME}Finish") == f"{milestone.committed_finish}T17:00:00"
    assert task.findtext(f"{NAME}ActualFinish") == "2018-07-02T17:00:00"
    holidays = {
        e.findtext(f"{NAME}Name"): e.findtext(f"{NAME}DayWorking") for e in root.iter(f"{NAME}Exception")
    }
    assert {"0", "1"} == {e.findtext(f"{NAME}DayWorking") for e in root.iter(f"{NAME}Exception")}
    assert any("国庆" in str(name) for name in holidays)
    with pytest.raises(Refused):
        import_plan(actor=console(plan.project.zone), plan=plan, content=content)


def test_walk_from_download_to_commit(draft: Plan) -> None:
    project, zone = draft.project, draft.project.zone
    browser = signed_in(an_actor(zone, "office", username="o"))
    with on(MONDAY):
        page = text_of(browser, url("plan", zone, project.id))
        assert url("plan-export", zone, project.id) in page
        assert url("plan-file", zone, project.id) in page
        file = browser.get(url("plan-export", zone, project.id))
        assert file["Content-Type"].startswith("application/xml")
        assert file["Content-Disposition"].startswith("attachment; filename")
        same = browser.post(url("plan-file", zone, project.id), chosen(file.content))
        assert "The file says what the draft says." in same.content.decode()
        changed = file.content.replace(">厂房<".encode(), ">1号厂房<".encode())
        changed = changed.replace(f"{draft.target}T17:00:00".encode(), b"2019-07-31T17:00:00")
        preview = browser.post(url("plan-file", zone, project.id), chosen(changed))
        assert preview.status_code == 200
        assert "1号厂房" in preview.content.decode()
        assert PlanMilestone.objects.get(plan=draft, milestone__code="building").name == "厂房"
        form = preview.context["form"]
        held = {"held": form.initial["held"], "version": form.initial["version"]}
        refused = browser.post(url("plan-import", zone, project.id), held | {"held": "x" + held["held"]})
        assert (refused.status_code, "Choose the file again." in refused.content.decode()) == (422, True)
        done = browser.post(url("plan-import", zone, project.id), held)
    assert done["Location"] == url("plan-tune", zone, project.id)
    draft.refresh_from_db()
    assert draft.target == date(2019, 7, 31)
    assert PlanMilestone.objects.get(plan=draft, milestone__code="building").name == "1号厂房"


@pytest.mark.parametrize(
    "open_",
    [
        lambda c, z, p: c.get(url("plan-export", z, p)),
        lambda c, z, p: c.get(url("plan-file", z, p)),
        lambda c, z, p: c.post(url("plan-import", z, p), {}),
    ],
)
def test_nobody_elses(draft: Plan, open_: Callable[[Client, object, object], Any]) -> None:
    stranger = an_actor(
        draft.project.zone, "clerk", unit=a_unit(draft.project.zone, "滨江新城"), username="s"
    )
    assert open_(signed_in(stranger), draft.project.zone, draft.project.id).status_code == 404
