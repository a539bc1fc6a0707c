"""The record as a page, in words, page by page, and as a table to take along."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from guatu.accounts.models import User
from guatu.audit.models import Entry
from guatu.audit.selectors import RecordFilter, history_of, record_page
from guatu.audit.words import field_label, in_words, line, sentence
from guatu.core.clock import frozen_at
from guatu.core.errors import NotAllowed
from guatu.core.events import known_events
from guatu.core.models import Zone
from guatu.organization.models import Unit
from guatu.organization.use_cases.appoint_person import appoint_person
from guatu.organization.use_cases.create_post import create_post
from guatu.organization.use_cases.create_unit import create_unit
from guatu.organization.use_cases.edit_unit import edit_unit
from tests.builders import a_person, a_unit, a_zone, an_actor, console, the_root

pytestmark = pytest.mark.django_db


def browser(zone: Zone, *roles: str, unit=None, language: str = "en") -> Client:  # type: ignore[no-untyped-def]
    client = Client()
    client.cookies["guatu_language"] = language
    client.force_login(User.objects.get(id=an_actor(zone, *roles, unit=unit).user_id))
    return client


def record_url(zone: Zone, name: str = "record") -> str:
    return reverse(f"audit:{name}", args=[zone.code])


def an_edited_unit(zone: Zone):  # type: ignore[no-untyped-def]
    unit = a_unit(zone)
    edit_unit(
        actor=console(zone),
        unit=unit,
        name=unit.name,
        type="town",
        code=unit.code,
        opened_on=date(2015, 3, 1),
        order=7,
        reason="更正",
    )
    return unit


@pytest.mark.parametrize(
    ("language", "who", "said", "label", "old", "new", "day"),
    [
        ("en", "Console", "edited the unit", "Type", "park", "town", "1 Mar 2015"),
        ("zh-hans", None, None, None, None, None, "2015年3月1日"),
    ],
)
def test_an_entry_in_words(language, who, said, label, old, new, day) -> None:  # type: ignore[no-untyped-def]
    zone = a_zone()
    unit = an_edited_unit(zone)
    entry = history_of(unit.id, zone_id=zone.id)[0]
    with translation.override(language):
        words = line(entry, of=unit.id)
        changes = {change.label: change for change in words.changes}
    assert [c for c in words.changes if c.new == day and c.is_beginning]
    assert (words.subject, words.reason) == ("", "更正")
    if language == "en":
        assert (words.who, words.sentence) == (who, said)
        assert (changes[label].old, changes[label].new) == (old, new)
        assert (changes["Order"].old, changes["Order"].new) == ("0", "7")


def test_roles_are_called_by_their_names() -> None:
    zone = a_zone()
    post = create_post(actor=console(zone), unit=the_root(zone), title="主任", roles=["office", "clerk"])
    with translation.override("en"):
        (words,) = in_words(history_of(post.id, zone_id=zone.id), of=post.id)
        assert {c.label: c.new for c in words.changes} == {"Roles": "Clerk, Project office", "Title": "主任"}


def test_what_is_about_several_objects_stands_in_the_history_of_each() -> None:
    zone = a_zone()
    person, unit = a_person(zone), a_unit(zone)
    post = create_post(actor=console(zone), unit=unit, title="主任", roles=[])
    appoint_person(actor=console(zone), person=person, post=post, valid_from=date(2020, 1, 1))
    for object_id in (person.id, post.id, unit.id):
        newest = in_words(history_of(object_id, zone_id=zone.id), of=object_id)[0]
        assert newest.subject == f"{person.name} · {unit.name} 主任"


def test_an_event_the_program_no_longer_knows_keeps_its_name() -> None:
    assert sentence("organization.unit.vanished") == "organization.unit.vanished"
    entry = Entry(
        event="gone.thing.done",
        subject_type="gone.thing",
        subject_label="物",
        changes={"some_field": ["1", "2"]},
    )
    words = line(entry)
    assert (words.kind, words.changes[0].label) == ("gone.thing", "Some field")


def test_every_event_has_a_sentence_and_a_name_of_three_parts() -> None:
    for name, event in known_events().items():
        assert str(event.sentence).strip(), name
        assert len(name.split(".")) == 3, name


def test_pages_are_held_together_by_cursors_while_others_write() -> None:
    zone = a_zone()
    auditor = an_actor(zone, "auditor")
    for number in range(20):
        a_unit(zone, f"单位{number}")
    total = Entry.objects.filter(zone=zone).count()
    page = record_page(RecordFilter(), actor=auditor, size=7)
    seen = [e.sequence for e in page.entries]
    assert page.newer is None
    a_unit(zone, "写在中间")
    while page.older is not None:
        page = record_page(RecordFilter(), actor=auditor, before=page.older, size=7)
        seen += [e.sequence for e in page.entries]
    assert seen == list(range(total, 0, -1))
    back = [page.entries]
    while page.newer is not None:
        page = record_page(RecordFilter(), actor=auditor, after=page.newer, size=7)
        back.insert(0, page.entries)
    assert [e.sequence for part in back for e in part] == list(range(total + 1, 0, -1))


def test_filters_narrow() -> None:
    zone = a_zone()
    auditor = an_actor(zone, "auditor")
    office = an_actor(zone, "office", username="王科长")
    with frozen_at(datetime(2018, 6, 30, 16, 30, tzinfo=UTC)):  # half past midnight on 1 July in China
        unit = create_unit(actor=office, name="航空航天产业园", type="park", parent=the_root(zone))

    def found(**values: object) -> set[str]:
        chosen = RecordFilter(**values)  # type: ignore[arg-type]
        return {e.subject_label for e in record_page(chosen, actor=auditor).entries}

    july = date(2018, 7, 1)
    assert found(first_day=july, last_day=july) == {"航空航天产业园"}
    assert found(last_day=date(2018, 6, 30)) == set()
    assert found(person="科长") == {"航空航天产业园"}
    assert found(words="航空") == {"航空航天产业园"}
    assert found(about=unit.id) == {"航空航天产业园"}
    assert found(event="organization.unit.created", person="王") == {"航空航天产业园"}


def test_the_page_shows_who_did_what_and_why() -> None:
    zone = a_zone()
    an_edited_unit(zone)
    client = browser(zone, "auditor")
    page = client.get(record_url(zone)).content.decode()
    for said in ("edited the unit", "更正", "<del>park</del> → town", "Console"):
        assert said in page
    only = client.get(record_url(zone), {"event": "organization.zone.created"}).content.decode()
    assert only.count("<tr>") == 2  # the head and one entry
    assert "No entries" in client.get(record_url(zone), {"person": "nobody at all"}).content.decode()
    assert client.get(record_url(zone), {"first_day": "June"}).status_code == 422
    assert client.get(record_url(zone), {"before": "x"}).status_code == 422
    ends = {"first_day": "0001-01-01", "last_day": "9999-12-31", "before": "9" * 18}
    assert "edited the unit" in client.get(record_url(zone), ends).content.decode()


def test_the_download_is_a_table_that_starts_no_formula() -> None:
    zone = a_zone()
    a_person(zone, name='=HYPERLINK("https://example.org","x")')
    client = browser(zone, "auditor", language="zh-hans")
    answer = client.get(record_url(zone, "record-download"))
    assert answer.headers["Content-Type"].startswith("text/csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    head, *rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == Entry.objects.filter(zone=zone).count()
    assert {len(row) for row in rows} == {len(head)}
    guarded = [cell for row in rows for cell in row if "HYPERLINK" in cell]
    assert guarded
    assert not any(cell.startswith("=") for row in rows for cell in row)
    assert [int(row[0]) for row in rows] == list(range(1, len(rows) + 1))
    assert all(len(row[-1]) == 64 for row in rows)


def test_the_download_speaks_the_language_of_the_reader() -> None:
    zone = a_zone()
    with translation.override("zh-hans"):
        wanted = sentence("organization.zone.created")
    answer = browser(zone, "auditor", language="zh-hans").get(record_url(zone, "record-download"))
    with translation.override(
        "en"
    ):  # as it is while the server sends, after the request's language has ended
        text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert wanted in text


@pytest.mark.parametrize(
    ("role", "status"),
    [("auditor", 200), ("office_head", 403), ("system_administrator", 403), ("leader", 403), ("clerk", 403)],
)
def test_auditors_alone_read_all_of_it(role: str, status: int) -> None:
    zone, other = a_zone(), a_zone("OZ", "别的新区")
    client = browser(zone, role)
    for name in ("record", "record-download"):
        assert client.get(record_url(zone, name)).status_code == status
        assert client.get(record_url(other, name)).status_code == 404


def test_an_auditor_of_a_park_does_not_read_the_zone() -> None:
    zone = a_zone()
    park = a_unit(zone)
    client = browser(zone, "auditor", unit=park)
    assert client.get(record_url(zone)).status_code == 403
    organisation = client.get(reverse("organization:units", args=[zone.code])).content.decode()
    assert record_url(zone) not in organisation  # nor does the menu promise it
    with pytest.raises(NotAllowed):
        record_page(RecordFilter(), actor=console_of_nobody(zone))


def console_of_nobody(zone: Zone):  # type: ignore[no-untyped-def]
    return an_actor(zone, "clerk", username="clerk2")


def test_the_page_takes_the_same_number_of_queries_however_long(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    zone = a_zone()
    for number in range(60):
        a_unit(zone, f"单位{number}")
    client = browser(zone, "auditor")
    with django_assert_max_num_queries(7):
        assert client.get(record_url(zone)).content.count(b"<tr>") == 51


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("short_name", "简称"),
        ("aliases__name", "名称"),
        ("parent", "上级单位"),
        ("no_such_field", "No such field"),
    ],
)
def test_a_changed_field_has_the_name_the_reader_knows(name: str, label: str) -> None:
    with translation.override("zh-hans"):
        assert field_label(Unit, name) == label
