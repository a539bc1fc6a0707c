"""The minutes are a Word document in the form of GB/T 9704-2012."""

from datetime import date
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from guatu.documents.numerals import chinese, numbered
from guatu.documents.page import BODY, LINES, RED, SPACING_TWIPS, TYPE_HEIGHT, TYPE_WIDTH
from guatu.meetings.minutes import minutes
from guatu.meetings.use_cases.discuss_item import discuss_item
from guatu.meetings.use_cases.record_attendance import Seat, record_attendance
from tests.matters.matter_builders import Cast, at
from tests.meetings.meeting_builders import a_light, a_resolution, a_series, an_item, closed, running


@pytest.fixture
def document(cast: Cast) -> docx.document.Document:
    a_light(cast, "碳纤维", "red")
    with at(2):
        meeting = running(cast, a_series(cast, branch_venues=["园区分会场"], first_number=24))
        record_attendance(
            actor=cast.office,
            meeting=meeting,
            seats=[
                Seat("present", cast.park, name="张三", venue="园区分会场"),
                Seat("leave", cast.bureau, name="李四"),
                Seat("present", None, name="统计局 王五", sits_in=True),
            ],
        )
        red = meeting.items.get(kind="red")
        discuss_item(actor=cast.leader, item=red, outcome="decision", text="原则同意。")
        a_resolution(cast, red, text="供电公司完成增容。", due_on=date(2018, 7, 6))
        an_item(cast, meeting, "未议事项")
        closed(cast, meeting)
        meeting.refresh_from_db()
        return docx.Document(BytesIO(minutes(meeting, actor=cast.office)))


@pytest.mark.django_db
def test_the_page_is_that_of_the_standard(document: docx.document.Document) -> None:
    section = document.sections[0]
    near = 36_000 // 20  # a twentieth of a millimetre
    for given, wanted in (
        (section.page_width, 210),
        (section.page_height, 297),
        (section.top_margin, 37),
        (section.left_margin, 28),
        (section.page_width - section.left_margin - section.right_margin, TYPE_WIDTH),
        (section.page_height - section.top_margin - section.bottom_margin, TYPE_HEIGHT),
    ):
        assert abs(given - Mm(wanted)) < near
    pitch = int(section._sectPr.find(qn("w:docGrid")).get(qn("w:linePitch")))
    assert TYPE_HEIGHT / 25.4 * 1440 // pitch == LINES
    normal = document.styles["Normal"]
    assert normal.font.size.pt == 16
    assert normal.element.rPr.rFonts.get(qn("w:eastAsia")) == BODY.name
    width = TYPE_WIDTH / 25.4 * 72
    assert width // (16 + SPACING_TWIPS / 20) == 28


@pytest.mark.django_db
def test_heading_levels_and_lists(document: docx.document.Document) -> None:
    texts = [p.text for p in document.paragraphs]
    assert texts[0] == "重点项目推进例会纪要"
    assert document.paragraphs[0].runs[0].font.color.rgb == RED
    assert texts[1] == "（第24次）"
    assert any(text.endswith("2018年7月2日") for text in texts[:3])
    body = "\n".join(texts)
    for part in ("一、项目推进", "（一）碳纤维。", "1.供电公司完成增容。", "原则同意。", "2018年7月6日"):
        assert part in body, body
    assert "二、转下次会议" in body
    assert "未议事项" in body
    people = [text.replace("\u00a0", " ") for text in texts]
    assert any(t.startswith("出席：") and "张三" in t for t in people)
    assert any(t.startswith("请假：") and "李四" in t for t in people)
    assert any(t.startswith("列席：") and "王五" in t for t in people)
    rows = document.tables[0].rows
    assert [c.text for c in rows[1].cells][1] == "供电公司完成增容。"


@pytest.mark.django_db
def test_page_numbers_and_fonts_with_their_fallbacks(document: docx.document.Document) -> None:
    footer = document.sections[0].footer.paragraphs[0]
    assert footer.text.replace("PAGE", "") == "—  —"
    assert "PAGE" in footer._p.xml
    assert document.settings.odd_and_even_pages_header_footer
    fonts = next(
        p.blob.decode() for p in document.part.package.iter_parts() if p.partname == "/word/fontTable.xml"
    )
    assert f'w:name="{BODY.name}"' in fonts
    assert f'w:val="{BODY.fallback}"' in fonts
    assert BODY.name in document.core_properties.comments


def test_levels() -> None:
    assert [numbered(level, 11) for level in (1, 2, 3, 4)] == ["十一、", "（十一）", "11.", "（11）"]
    assert [chinese(n) for n in (1, 10, 20, 21, 99)] == ["一", "十", "二十", "二十一", "九十九"]
    for wrong in (0, 100):
        with pytest.raises(ValueError, match="1 to 99"):
            chinese(wrong)
    with pytest.raises(ValueError, match="four levels"):
        numbered(5, 1)
