"""The pages, by role: the year, the notices, adding, previewing and applying one, and the shifts."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import a_unit, a_zone, an_actor, console

from guatu.accounts.models import User
from guatu.calendars import open_dates
from guatu.calendars.choices import DeadlineUnit, NoticeStatus
from guatu.calendars.deadlines import Deadline
from guatu.calendars.models import Calendar, Notice
from guatu.calendars.open_dates import DateMove, OpenDate
from guatu.calendars.selectors import working_calendar
from guatu.calendars.use_cases.set_up_calendars import set_up_calendars
from guatu.core.actor import Actor
from guatu.core.models import Zone

pytestmark = pytest.mark.django_db

TEXT = "一、元旦：1月1日放假。\n二、春节：1月22日至29日放假调休，共8天。1月19日（星期日）上班。"


class Desk:
    """One open date that crosses Spring Festival 2031."""

    name = "desk"

    def __init__(self, zone: Zone) -> None:
        start = date(2031, 1, 17)
        due = working_calendar(zone).add_working_days(start, 5)
        deadline = Deadline(5, DeadlineUnit.WORKING_DAY)
        self.date = OpenDate("desk:1", "给企业回话", "/desk/1", start, deadline, due)
        self.moved: list[DateMove] = []

    def open_dates(self, zone: Zone) -> Iterable[OpenDate]:
        return [self.date]

    def move(self, moves: Sequence[DateMove], *, actor: Actor, reason: str) -> None:
        self.moved += moves


@pytest.fixture
def zone() -> Zone:
    zone = a_zone()
    set_up_calendars(actor=console(zone))
    return zone


@pytest.fixture
def desk(zone: Zone) -> Iterator[Desk]:
    desk = Desk(zone)
    open_dates.register(desk)
    yield desk
    open_dates.unregister(desk.name)


def signed_in(zone: Zone, role: str, **more: object) -> Client:
    actor = an_actor(zone, role, **more)  # type: ignore[arg-type]
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(id=actor.user_id))
    return client


def url(name: str, zone: Zone, *args: object, query: str = "") -> str:
    return reverse(f"calendars:{name}", args=[zone.code, *args]) + query


def the_form(**changes: str) -> dict[str, str]:
    return {
        "year": "2031",
        "title": "国务院办公厅关于2031年部分节假日安排的通知",
        "document_number": "国办发明电〔2030〕5号",
        "published_on": "2030-11-05",
        "source_url": "",
        "days": TEXT,
        **changes,
    }


def test_year_marks_every_kind_of_day_in_words(zone: Zone) -> None:
    page = signed_in(zone, "leader").get(url("year", zone, query="?year=2018")).content.decode()
    assert "Calendar 2018" in page
    assert "250 working days" in page
    assert "7 make-up days" in page
    assert '<time datetime="2018-02-15">15</time><span class="day-sign">off</span>' in page
    assert '<time datetime="2018-02-11">11</time><span class="day-sign">work</span>' in page
    assert "国办发明电〔2017〕12号" in page
    assert "is provisional" not in page
    assert "Add the notice" not in page, "a leader may not draft one"


def test_provisional_year_says_so(zone: Zone) -> None:
    page = signed_in(zone, "office").get(url("year", zone, query="?year=2031")).content.decode()
    assert "2031 is provisional." in page
    assert "Add the notice" in page


def test_year_speaks_chinese(zone: Zone) -> None:
    client = signed_in(zone, "leader")
    page = client.get(
        url("year", zone, query="?year=2018"), headers={"accept-language": "zh-CN"}
    ).content.decode()
    assert 'lang="zh-Hans"' in page
    assert "春节" in page


@pytest.mark.parametrize(("query", "status"), [("?year=18", 404), ("?year=x", 404), ("?calendar=none", 404)])
def test_odd_addresses_are_not_found(zone: Zone, query: str, status: int) -> None:
    assert signed_in(zone, "leader").get(url("year", zone, query=query)).status_code == status


def test_all_hours_has_no_holidays(zone: Zone) -> None:
    page = signed_in(zone, "leader").get(url("year", zone, query="?year=2031&calendar=all-hours"))
    assert "365 working days" in page.content.decode()
    assert "provisional" not in page.content.decode()


def test_zone_without_a_calendar_says_what_to_do() -> None:
    zone = a_zone("OT")
    Calendar.objects.filter(zone=zone).delete()
    page = signed_in(zone, "office").get(url("year", zone)).content.decode()
    assert "No calendar yet" in page


def test_office_adds_previews_and_applies_a_notice(zone: Zone, desk: Desk) -> None:
    client = signed_in(zone, "office")
    answer = client.post(url("notice-draft", zone), the_form())
    notice = Notice.objects.get(zone=zone, year=2031)
    assert (answer.status_code, answer["Location"]) == (302, url("notice", zone, notice.id))

    page = client.get(url("notice", zone, notice.id))
    text = page.content.decode()
    assert "1 open date would move" in text
    assert "给企业回话" in text
    assert "draft, not counted yet" in text
    preview = page.context["preview"]
    assert preview.all_moves[0].open_date == desk.date

    answer = client.post(url("notice-apply", zone, notice.id), {"previewed": preview.digest}, follow=True)
    assert "1 open dates have moved" in answer.content.decode()
    assert [move.open_date.subject for move in desk.moved] == ["desk:1"]
    notice.refresh_from_db()
    assert notice.status == NoticeStatus.APPLIED
    assert "would move" not in client.get(url("notice", zone, notice.id)).content.decode()
    assert client.get(url("notice-edit", zone, notice.id)).status_code == 302


def test_applying_without_the_preview_is_refused(zone: Zone, desk: Desk) -> None:
    client = signed_in(zone, "office")
    client.post(url("notice-draft", zone), the_form())
    notice = Notice.objects.get(zone=zone, year=2031)
    answer = client.post(url("notice-apply", zone, notice.id), {"previewed": ""})
    assert answer.status_code == 409
    assert "Look at the preview again" in answer.content.decode()
    assert desk.moved == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"days": "春节：2月30日放假"}, "Line 1: “2月30日” is not a date."),
        ({"days": "春节：2月1日上班"}, "Name at least one day off."),
        ({"document_number": "国办发明电〔2017〕12号"}, "A notice with this number is there already."),
        ({"title": ""}, "This field is required."),
    ],
)
def test_faults_stand_beside_their_fields(zone: Zone, changes: dict[str, str], said: str) -> None:
    answer = signed_in(zone, "office").post(url("notice-draft", zone), the_form(**changes))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Notice.objects.filter(zone=zone, year=2031).exists()


def test_shipped_notice_fills_the_form(zone: Zone) -> None:
    Notice.objects.filter(zone=zone, year=2026).delete()
    client = signed_in(zone, "office")
    assert "?official=2026" in client.get(url("notice-draft", zone)).content.decode()
    page = client.get(url("notice-draft", zone, query="?official=2026"))
    form = page.context["form"]
    filled = {name: form[name].value() for name in form.fields}
    filled["published_on"] = filled["published_on"].isoformat()
    assert client.post(url("notice-draft", zone), filled).status_code == 302
    notice = Notice.objects.get(zone=zone, year=2026)
    assert notice.document_number == "国办发明电〔2025〕7号"
    assert notice.days.count() == 39


def test_draft_is_revised(zone: Zone) -> None:
    client = signed_in(zone, "office")
    client.post(url("notice-draft", zone), the_form())
    notice = Notice.objects.get(zone=zone, year=2031)
    page = client.get(url("notice-edit", zone, notice.id)).content.decode()
    assert "春节：2031-01-22至2031-01-29放假；2031-01-19上班" in page
    client.post(url("notice-edit", zone, notice.id), the_form(days="元旦：1月1日放假"))
    assert [day.date for day in notice.days.all()] == [date(2031, 1, 1)]


def test_notices_list_their_sources(zone: Zone) -> None:
    page = signed_in(zone, "leader").get(url("notices", zone)).content.decode()
    assert "国办发明电〔2018〕15号" in page
    assert "https://www.gov.cn/gongbao/content/2018/content_5350046.htm" in page
    assert "Add a notice" not in page


def test_office_changes_the_shifts(zone: Zone) -> None:
    client = signed_in(zone, "office")
    page = client.get(url("calendar-edit", zone, "office"))
    assert "08:30–12:00 14:00–17:30" in page.content.decode()
    form = {
        **dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "07:00-11:00, 13:00～18:00"),
        "sat": "08:00-12:00",
        "half_days": ["sat"],
        "code": "office",
        "name": "Office",
        "is_default": "on",
    }
    assert client.post(url("calendar-edit", zone, "office"), form).status_code == 302
    calendar = working_calendar(zone)
    assert [str(shift) for shift in calendar.shifts_on(date(2018, 3, 5))] == ["07:00–11:00", "13:00–18:00"]
    assert calendar.count_working_days(date(2018, 3, 3), date(2018, 3, 3)) * 2 == 1
    page = client.get(url("year", zone, query="?year=2018")).content.decode()
    assert '<time datetime="2018-03-03">3</time><span class="day-sign">half</span>' in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"mon": "8 to 12"}, "“8 to 12” is not a shift"),
        ({"mon": "08:30-25:00"}, "“25:00” is not a time of day"),
        ({"mon": "08:30-12:00 11:00-13:00"}, "11:00–13:00 overlaps 08:30–12:00."),
        ({"mon": ""}, "No weekday has working time"),
        ({"code": "office"}, "Another calendar has this code."),
    ],
)
def test_shift_faults_stand_beside_their_weekday(zone: Zone, changes: dict[str, str], said: str) -> None:
    form = {"code": "yard", "name": "Yard", "mon": "08:30-12:00", **changes}
    answer = signed_in(zone, "office").post(url("calendar-define", zone), form)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Calendar.objects.filter(zone=zone, code="yard").exists()


ROLES = ("office", "leader", "park office", "auditor", "outsider", "nobody")
LOOK = (200, 200, 200, 403, 404, 302)
CHANGE = (200, 403, 403, 403, 404, 302)
# Of one object: for whoever reads none of its kind it is not there.
LOOK_AT = (200, 200, 200, 404, 404, 302)
CHANGE_ONE = (200, 403, 403, 404, 404, 302)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("year", LOOK),
        ("notices", LOOK),
        ("notice", LOOK_AT),
        ("notice-draft", CHANGE),
        ("notice-edit", CHANGE_ONE),
        ("notice-apply", (409, 403, 403, 404, 404, 302)),
        ("calendar-define", CHANGE),
        ("calendar-edit", CHANGE_ONE),
    ],
)
def test_who_may_open_what(zone: Zone, name: str, expected: tuple[int, ...]) -> None:
    signed_in(zone, "office", username="drafter").post(url("notice-draft", zone), the_form())
    notice = Notice.objects.get(zone=zone, year=2031)
    arguments: dict[str, object] = {"calendar-edit": "office"}
    arguments |= dict.fromkeys(("notice", "notice-edit", "notice-apply"), notice.id)
    address = url(name, zone, *([arguments[name]] if name in arguments else []))
    clients = (
        signed_in(zone, "office"),
        signed_in(zone, "leader"),
        signed_in(zone, "office", unit=a_unit(zone), username="park"),
        signed_in(zone, "auditor"),
        signed_in(a_zone("OT", "别的新区"), "office", username="outsider"),
        Client(),
    )
    statuses = tuple(
        (client.post(address) if name == "notice-apply" else client.get(address)).status_code
        for client in clients
    )
    assert dict(zip(ROLES, statuses, strict=True)) == dict(zip(ROLES, expected, strict=True))
