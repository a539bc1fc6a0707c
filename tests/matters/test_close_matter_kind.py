"""A kind or a category that is no longer used: not offered, nothing lost, and used again when it is needed."""

from __future__ import annotations

import pytest

from guatu.audit.models import Entry
from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.matters.kept_kinds import what_raises
from guatu.matters.models.kinds import MatterCategory
from guatu.matters.rules.routing import Route
from guatu.matters.selectors.rules import category_coded, kinds_to_raise
from guatu.matters.use_cases.close_matter_category import close_matter_category
from guatu.matters.use_cases.close_matter_kind import close_matter_kind
from guatu.matters.use_cases.reopen_matter_category import reopen_matter_category
from guatu.matters.use_cases.reopen_matter_kind import reopen_matter_kind
from guatu.matters.use_cases.set_dispatch_table import set_dispatch_table
from guatu.matters.use_cases.sign_for_matter import sign_for_matter
from tests.matters.matter_builders import Cast, a_matter, at, dispatched, fresh
from tests.projects.page_builders import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/z/TZ/matters/kinds/"


@pytest.fixture(autouse=True)
def _monday() -> object:
    with at():
        yield


def test_nothing_more_is_raised_and_what_is_open_goes_on(cast: Cast) -> None:
    matter = dispatched(cast, "suggestion")
    kind = close_matter_kind(actor=cast.office, kind=cast.kind(), reason="并入群众线索")
    assert "suggestion" not in {k.code for k in kinds_to_raise(actor=cast.grid)}
    with pytest.raises(InvalidInput) as error:
        a_matter(cast, "suggestion")
    assert error.value.faults[0].place == "kind"
    assert sign_for_matter(actor=cast.clerk, matter=matter).status == "in_hand"
    assert fresh(matter).number == "JYI-2018-0001"
    entry = Entry.objects.get(event="matters.kind.closed")
    assert entry.subject_id == kind.id
    assert entry.reason == "并入群众线索"


def test_numbers_count_on_when_it_is_used_again(cast: Cast) -> None:
    a_matter(cast)
    close_matter_kind(actor=cast.office, kind=cast.kind())
    close_matter_kind(actor=cast.office, kind=cast.kind())
    reopen_matter_kind(actor=cast.office, kind=cast.kind())
    reopen_matter_kind(actor=cast.office, kind=cast.kind())
    assert a_matter(cast).number == "JYI-2018-0002"
    assert Entry.objects.filter(event="matters.kind.closed").count() == 1
    assert Entry.objects.filter(event="matters.kind.reopened").count() == 1


@pytest.mark.parametrize("code", ["demand", "problem", "resolution"])
def test_what_the_program_raises_by_itself_stays(cast: Cast, code: str) -> None:
    assert what_raises(code)
    with pytest.raises(Refused) as error:
        close_matter_kind(actor=cast.office, kind=cast.kind(code))
    assert error.value.code == "needed"
    assert cast.kind(code).closed_on is None


def test_a_closed_category_is_kept_by_its_matters_only(cast: Cast) -> None:
    category = MatterCategory.objects.get(zone=cast.zone, kind=cast.kind(), code="work")
    matter = a_matter(cast, category=category)
    closed = close_matter_category(actor=cast.office, category=category)
    with pytest.raises(InvalidInput):
        a_matter(cast, category=closed)
    assert category_coded(cast.kind(), "work") is None
    assert fresh(matter).category_id == category.id
    reopen_matter_category(actor=cast.office, category=category)
    assert category_coded(cast.kind(), "work") == category
    assert Entry.objects.filter(event="matters.category.closed", about__contains=[category.kind_id]).exists()


def test_only_the_office_closes(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        close_matter_kind(actor=cast.clerk, kind=cast.kind())
    with pytest.raises(NotAllowed):
        reopen_matter_kind(actor=cast.clerk, kind=cast.kind())
    category = MatterCategory.objects.filter(zone=cast.zone, kind=cast.kind()).first()
    assert category is not None
    with pytest.raises(NotAllowed):
        close_matter_category(actor=cast.clerk, category=category)
    with pytest.raises(NotAllowed):
        reopen_matter_category(actor=cast.clerk, category=category)


def test_pages_close_and_open_again(cast: Cast) -> None:
    office = signed_in(cast.office)
    a_matter(cast, title="门前积水")
    assert "kinds/suggestion/close/" in office.get(f"{PAGE}suggestion/").content.decode()
    assert "kinds/demand/close/" not in office.get(f"{PAGE}demand/").content.decode()
    assert office.post(f"{PAGE}demand/close/", {"reason": ""}).status_code == 409
    assert office.get(f"{PAGE}suggestion/close/").status_code == 200
    assert office.post(f"{PAGE}suggestion/close/", {"reason": "合并"}).status_code == 302
    page = office.get(PAGE).content.decode()
    assert "No longer used" in page
    assert "kinds/suggestion/reopen/" in page
    assert 'value="suggestion"' not in office.get("/z/TZ/matters/new/").content.decode()
    assert "门前积水" in office.get("/z/TZ/matters/", {"kind": "suggestion", "group": "all"}).content.decode()
    assert office.post(f"{PAGE}suggestion/reopen/").status_code == 302
    assert 'value="suggestion"' in office.get("/z/TZ/matters/new/").content.decode()
    assert office.post(f"{PAGE}suggestion/categories/work/close/", {"reason": ""}).status_code == 302
    page = office.get(PAGE).content.decode()
    assert "categories/work/reopen/" in page
    assert office.post(f"{PAGE}suggestion/categories/work/reopen/").status_code == 302
    assert office.get(f"{PAGE}suggestion/categories/nowhere/close/").status_code == 404
    clerk = signed_in(cast.clerk)
    assert clerk.get(f"{PAGE}suggestion/close/").status_code == 403
    assert clerk.post(f"{PAGE}suggestion/reopen/").status_code == 403


def test_a_line_of_dispatch_may_go_on_naming_what_was_closed(cast: Cast) -> None:
    set_dispatch_table(actor=cast.office, lines=[Route(1, kind="suggestion", to_unit=cast.park.id)])
    close_matter_kind(actor=cast.office, kind=cast.kind())
    office = signed_in(cast.office)
    page = office.get("/z/TZ/matters/dispatch-table/edit/").content.decode()
    assert "(no longer used)" in page
    sent = {
        "lines-TOTAL_FORMS": "1",
        "lines-INITIAL_FORMS": "1",
        "lines-0-order": "1",
        "lines-0-what": "suggestion",
        "lines-0-to_unit": str(cast.bureau.id),
    }
    assert office.post("/z/TZ/matters/dispatch-table/edit/", sent).status_code == 302
