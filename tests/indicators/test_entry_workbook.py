"""A unit's entries by workbook: the form goes out, comes back filled, and lands in the draft whole or not at all."""

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from guatu.indicators.models.entry import EntrySet, EntryValue
from guatu.indicators.use_cases.submit_entries import submit_entries
from guatu.sheets.open import open_workbook
from tests.builders import an_actor
from tests.indicators.indicator_builders import CODES, Cast, a_set, an_indicator, at, filled
from tests.indicators.test_walk_indicator_pages import signed_in, text_of, url

pytestmark = pytest.mark.django_db
HEAD = "指标,填报单位,报告期,计量单位,本期数,同比增长（%）,目标,表述,说明\n"


@pytest.fixture(autouse=True)
def _third_of_july() -> Iterator[None]:
    with at(3):
        yield


def sent(client: Client, cast: Cast, entry_set: EntrySet, content: bytes, name: str) -> tuple[int, str]:
    address = url(cast, "entry-upload", entry_set.id, "2018H1", cast.park.id)
    answer = client.post(address, {"file": SimpleUploadedFile(name, content)})
    return answer.status_code, answer.content.decode()


def lines(cast: Cast, entry_set: EntrySet, *rows: str, client: Client | None = None) -> tuple[int, str]:
    content = (HEAD + "\n".join(rows) + "\n").encode()
    return sent(client or signed_in(cast.clerk), cast, entry_set, content, "entries.csv")


def held() -> dict[str, tuple[Decimal | None, Decimal | None, str, str]]:
    rows = EntryValue.objects.select_related("indicator")
    return {r.indicator.code: (r.value, r.growth, r.qualifier, r.note) for r in rows}


def test_the_form_reads_back_unchanged(cast: Cast) -> None:
    entry_set = a_set(cast)
    filled(cast, entry_set)
    before = held()
    client = signed_in(cast.clerk)
    form = client.get(url(cast, "entry-workbook", entry_set.id, "2018H1", cast.park.id))
    sheet = open_workbook(BytesIO(form.content).getvalue(), name="form.xlsx")
    assert sheet.sheets[0].name == "数据填报"
    status, page = sent(client, cast, entry_set, form.content, "form.xlsx")
    assert status == 302, page
    assert held() == before


def test_a_filled_workbook_is_the_draft(cast: Cast) -> None:
    entry_set = a_set(cast)
    status, page = lines(
        cast,
        entry_set,
        f"{an_indicator(cast.zone, CODES[0]).label},生命科学产业园,2018H1,亿元,约12.5,8.4,30,,",
        'dispatched_output,,,,"1,030",,,超,',
        "dispatched_sales,,,,,,,,停产",
    )
    assert status == 302, page
    assert held() == {
        "dispatched_investment": (Decimal("12.5"), Decimal("0.084"), "about", ""),
        "dispatched_output": (Decimal(1030), None, "over", ""),
        "dispatched_sales": (None, None, "exact", "停产"),
    }


def test_every_bad_cell_is_named_and_nothing_is_half_done(cast: Cast) -> None:
    entry_set = a_set(cast)
    filled(cast, entry_set)
    before = held()
    status, page = lines(
        cast,
        entry_set,
        "dispatched_investment,精密制造产业园,2018M05,万元,11,,,,",
        "没有的指标,,,,1,,,,",
        "dispatched_output,,,,12,,,,",
        "dispatched_output,,,,13,,,,",
    )
    assert status == 422
    for cell in ("B2", "C2", "D2", "A3", "A5"):
        assert cell in page, cell
    status, page = lines(
        cast,
        entry_set,
        "dispatched_investment,,,,11,,,,",
        "dispatched_output,,,,很多,,,大概,",
        f"dispatched_sales,,,,3,,x,,{'长' * 301}",
    )
    assert status == 422
    for cell in ("E3", "H3", "G4", "I4"):
        assert cell in page, cell
    assert "Enter a number." in page
    assert held() == before
    assert sent(signed_in(cast.clerk), cast, entry_set, b"no workbook", "x.xlsx")[0] == 422
    status, page = sent(
        signed_in(cast.clerk), cast, entry_set, "指标,说明,目标\nexport,x,1\n".encode(), "x.csv"
    )
    assert status == 422
    assert "is missing" in page
    assert held() == before


def test_locked_entries_and_other_people_are_refused(cast: Cast) -> None:
    entry_set = a_set(cast)
    row = filled(cast, entry_set)
    address = url(cast, "entry-upload", entry_set.id, "2018H1", cast.park.id)
    text_of(signed_in(cast.statistician), address, 403)
    text_of(signed_in(an_actor(cast.zone, "clerk", unit=cast.other, username="stranger")), address, 404)
    submit_entries(actor=cast.clerk, submission=row)
    before = held()
    status, _page = lines(cast, entry_set, "dispatched_investment,,,,99,,,,")
    assert status == 409
    assert held() == before
    page = text_of(signed_in(cast.clerk), url(cast, "entries", entry_set.id, "2018H1", cast.park.id))
    assert address not in page
