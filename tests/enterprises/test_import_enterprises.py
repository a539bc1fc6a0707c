"""A workbook of enterprises: looked through, every fault at its cell, then all of it or nothing."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from guatu.audit.models import Entry
from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.enterprises.models.enterprise import Enterprise, EnterpriseName
from guatu.enterprises.models.imports import EnterpriseImport
from guatu.enterprises.use_cases.import_enterprises import import_enterprises
from guatu.enterprises.use_cases.upload_enterprises import upload_enterprises
from guatu.sheets.errors import SheetError
from tests.enterprises.enterprise_builders import NAME, a_code, an_enterprise
from tests.matters.matter_builders import Cast
from tests.projects.page_builders import signed_in

pytestmark = pytest.mark.usefixtures("file_storage")
HEAD = ["序号", "企业名称", "统一社会信用代码", "属地", "行业代码", "地址", "经度", "纬度", "联络员"]
URL = "/z/TZ/enterprises/import/"


def a_book(*rows: list[Any]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["经开区企业名录"])
    sheet.append(HEAD)
    for number, row in enumerate(rows, start=1):
        sheet.append([number, *row])
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def uploaded(cast: Cast, *rows: list[Any]) -> EnterpriseImport:
    return upload_enterprises(actor=cast.office, name="企业名录.xlsx", content=a_book(*rows))


def test_new_ones_are_registered_and_known_ones_brought_up_to_date(cast: Cast) -> None:
    known = an_enterprise(cast, credit_code=a_code(1), address="老路1号")
    same = an_enterprise(cast, "演示不变有限公司")
    name = cast.park.name
    book = uploaded(
        cast,
        ["演示精密机械股份有限公司", a_code(1), name, "C3670", None, None, None, cast.clerk.name],
        ["演示医疗器械有限公司", a_code(2), name, None, "新路2号", 119.58, "32.01", None],
        [same.name, None, name, None, None, None, None, None],
    )
    done = import_enterprises(actor=cast.office, upload=book)
    assert done.result == {"created": 1, "changed": 1, "unchanged": 1}
    known.refresh_from_db()
    assert (known.name, known.address, known.industry_code) == (
        "演示精密机械股份有限公司",
        "老路1号",
        "C3670",
    )
    assert known.liaison is not None
    assert known.liaison.name == cast.clerk.name
    assert EnterpriseName.objects.get().name == NAME
    new = Enterprise.objects.get(credit_code=a_code(2))
    assert (str(new.longitude), str(new.latitude), new.address) == ("119.580000", "32.010000", "新路2号")
    assert Entry.objects.filter(event="enterprises.import.imported").count() == 1
    again = uploaded(cast, [new.name, a_code(2), name, None, "新路2号", None, None, None])
    assert import_enterprises(actor=cast.office, upload=again).result == {
        "created": 0,
        "changed": 0,
        "unchanged": 1,
    }


def test_one_fault_and_nothing_is_imported(cast: Cast) -> None:
    name = cast.park.name
    wrong = a_code(4)[:-1] + ("0" if a_code(4)[-1] != "0" else "1")
    book = uploaded(
        cast,
        ["演示一有限公司", a_code(3), name, None, None, None, None, None],
        ["演示二有限公司", wrong, name, None, None, None, None, None],
        ["演示三有限公司", None, "没有这个园区", None, None, None, None, None],
        ["演示一有限公司", None, name, "99", None, "东经", 32.01, "无名氏"],
        ["演示五有限公司", a_code(5), name, None, None, 119.58, None, None],
    )
    with pytest.raises(InvalidInput) as error:
        import_enterprises(actor=cast.office, upload=book)
    places = {fault.place for fault in error.value.faults}
    assert places == {"C4", "D5", "B6", "E6", "G6", "I6", "G7"}
    assert not Enterprise.objects.exists()
    assert EnterpriseImport.objects.get().status == "uploaded"


def test_closed_ones_and_codes_of_others_are_faults(cast: Cast) -> None:
    closed = an_enterprise(cast, "演示注销有限公司")
    Enterprise.objects.filter(id=closed.id).update(status="closed", closed_on="2018-01-01")
    an_enterprise(cast, credit_code=a_code(1))
    other = an_enterprise(cast, "演示他人有限公司")
    book = uploaded(
        cast,
        [closed.name, None, cast.park.name, None, None, None, None, None],
        [other.name, a_code(1), cast.park.name, None, None, None, None, None],
    )
    with pytest.raises(InvalidInput) as error:
        import_enterprises(actor=cast.office, upload=book)
    assert {fault.place for fault in error.value.faults} == {"B3", "B4"}


def test_a_file_is_imported_once_and_only_by_the_office(cast: Cast) -> None:
    book = uploaded(cast, ["演示一有限公司", None, cast.park.name, None, None, None, None, None])
    with pytest.raises(NotAllowed):
        import_enterprises(actor=cast.clerk, upload=book)
    import_enterprises(actor=cast.office, upload=book)
    with pytest.raises(Refused):
        import_enterprises(actor=cast.office, upload=book)
    with pytest.raises(NotAllowed):
        upload_enterprises(actor=cast.grid, name="x.xlsx", content=a_book())
    with pytest.raises(SheetError):
        upload_enterprises(actor=cast.office, name="x.txt", content=b"nothing")


def test_on_the_page(cast: Cast) -> None:
    office = signed_in(cast.office)
    page = office.get(URL).content.decode()
    assert "统一社会信用代码" in page
    blank = office.get(f"{URL}template/")
    sheet = load_workbook(BytesIO(blank.content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][:2] == ["序号", "企业名称"]

    def send(content: bytes) -> Any:
        return office.post(URL, {"file": SimpleUploadedFile("名录.xlsx", content)})

    assert send(b"nothing").status_code == 422
    faulty = office.get(send(a_book(["演示一有限公司", None, "别处"] + [None] * 5))["Location"])
    assert faulty.status_code == 422
    assert "<code>D3</code>" in faulty.content.decode()
    assert "Import all of it" not in faulty.content.decode()
    good = send(a_book(["演示一有限公司", None, cast.park.name] + [None] * 5))["Location"]
    assert "演示一有限公司" in office.get(good).content.decode()
    assert office.post(f"{good}commit/").status_code == 302
    assert "Imported: 1 new" in office.get(good).content.decode()
    assert Enterprise.objects.get().name == "演示一有限公司"
    assert signed_in(cast.clerk).get(URL).status_code == 403
    assert signed_in(cast.clerk).get(good).status_code == 404
    assert signed_in(cast.clerk).get(f"{URL}template/").status_code == 403
