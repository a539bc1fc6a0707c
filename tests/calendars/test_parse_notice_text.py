"""Pasting a notice: as published, and as somebody types it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.calendars.choices import DayKind
from guatu.calendars.days import DayRule
from guatu.calendars.notice_text import parse_notice_text, write_notice_text
from guatu.calendars.official import OfficialNotice, official_notices
from guatu.core.errors import InvalidInput

AS_PUBLISHED = {
    "2018": """
经国务院批准，现将2018年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日放假，与周末连休。
二、春节：2月15日至21日放假调休，共7天。2月11日（星期日）、2月24日（星期六）上班。
三、清明节：4月5日至7日放假调休，共3天。4月8日（星期日）上班。
四、劳动节：4月29日至5月1日放假调休，共3天。4月28日（星期六）上班。
五、端午节：6月18日放假，与周末连休。
六、中秋节：9月24日放假，与周末连休。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期六）、9月30日（星期日）上班。
国务院办公厅
2017年11月30日
""",
    "2019": """
一、元旦：2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。
二、春节：2月4日至10日放假调休，共7天。2月2日（星期六）、2月3日（星期日）上班。
三、清明节：4月5日放假，与周末连休。
四、劳动节：5月1日放假。
五、端午节：6月7日放假，与周末连休。
六、中秋节：9月13日放假，与周末连休。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。
""",
    "2024": """
一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。
""",
    "2026": """
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
""",
}


@pytest.mark.parametrize("key", AS_PUBLISHED)
def test_reads_a_notice_as_published(key: str) -> None:
    notice = next(n for n in official_notices() if n.key == key)
    assert parse_notice_text(AS_PUBLISHED[key], int(key)) == dict(notice.days)


@given(st.sampled_from(official_notices()))
def test_reads_back_what_it_writes(notice: OfficialNotice) -> None:
    assert parse_notice_text(write_notice_text(notice.days), notice.year) == dict(notice.days)


@given(
    st.dictionaries(
        st.integers(0, 364).map(lambda n: date(2030, 1, 1) + timedelta(days=n)),
        st.builds(DayRule, st.sampled_from(DayKind), st.sampled_from(("", "元旦", "Labour Day"))),
        max_size=40,
    )
)
def test_reads_back_any_days(days: dict[date, DayRule]) -> None:
    assert parse_notice_text(write_notice_text(days), 2030) == days


@pytest.mark.parametrize(
    "text",
    [
        "Labour Day: 2018-04-29 to 2018-05-01 off; 2018-04-28 worked",
        "1. Labour Day：４月２９日 — 5月1日 放假，4月28日上班",
        "Labour Day: 2018/4/29, 2018/4/30, 2018/5/1 off. \nLabour Day: 4月28日 working",
        "Labour Day: 2018.4.29 - 2018.5.1 off\n\nLabour Day: 2018.4.28 work",
    ],
)
def test_reads_what_people_type(text: str) -> None:
    off = {date(2018, 4, 29) + timedelta(days=i): DayRule(DayKind.OFF, "Labour Day") for i in range(3)}
    assert parse_notice_text(text, 2018) == {date(2018, 4, 28): DayRule(DayKind.WORKING, "Labour Day"), **off}


def test_reads_half_days_and_nameless_ones() -> None:
    assert parse_notice_text("3月8日放假半天\n5月4日上班", 2030) == {
        date(2030, 3, 8): DayRule(DayKind.HALF),
        date(2030, 5, 4): DayRule(DayKind.WORKING),
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("春节：2月30日放假", "Line 1: “2月30日” is not a date."),
        ("\n春节：2月21日至15日放假", "Line 2: “2月21日至15日” ends before it begins."),
        ("春节：1月1日至3月1日放假", "longer than 31 days"),
        ("春节：2月15日至21日", "2030-02-15 is neither off nor worked"),
        ("延长春节假期至2月2日，2月3日起正常上班", "“2月3日起” has no end"),
        ("元旦：1月1日放假\n元旦：1月1日上班", "Line 2: 2030-01-01 is named twice."),
    ],
)
def test_names_the_line_that_cannot_be_read(text: str, said: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_notice_text(text, 2030)
    assert [fault.place for fault in caught.value.faults] == ["days"]
    assert said in str(caught.value.faults[0].message)
