"""The pages of matters, as the people of a zone use them."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from guatu.accounts.models import User
from guatu.attachments.models import Attachment
from guatu.core.actor import Actor
from guatu.matters.choices import Act, MatterStatus
from guatu.matters.models.history import MatterMove, TimeRequest
from guatu.matters.models.kinds import DispatchRule, MatterCategory, MatterKind, MatterRuleSet
from guatu.matters.models.matter import Matter, SupportingUnit
from guatu.matters.rules.default_rules import DEFAULT_RULES
from guatu.matters.rules.routing import Route
from guatu.matters.use_cases.ask_clock_stop import ask_clock_stop
from guatu.matters.use_cases.ask_extension import ask_extension
from guatu.matters.use_cases.ask_help import ask_help
from guatu.matters.use_cases.ask_support import ask_support
from guatu.matters.use_cases.close_out_matter import close_out_matter
from guatu.matters.use_cases.comment_on_matter import comment_on_matter
from guatu.matters.use_cases.exclude_matter import exclude_matter
from guatu.matters.use_cases.raise_matter import Place
from guatu.matters.use_cases.set_dispatch_table import set_dispatch_table
from tests.attachments.files import photo
from tests.matters.matter_builders import (
    Cast,
    a_cast,
    a_matter,
    after,
    at,
    dispatched,
    fresh,
    in_hand,
    reported_done,
    verified,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_storage", "units_as_subjects")]


@pytest.fixture(autouse=True)
def _monday() -> Any:
    with at(2, 9):
        yield


def signed_in(actor: Actor, language: str = "en") -> Client:
    client = Client(headers={"Accept-Language": language})
    assert actor.user_id is not None
    client.force_login(User.objects.get(id=actor.user_id))
    return client


def page_of(matter: Matter, rest: str = "") -> str:
    return f"/z/{matter.zone.code}/matters/{matter.id}/{rest}"


def do(matter: Matter, act: Act) -> str:
    return page_of(matter, f"do/{act.value}/")


def read(client: Client, url: str, **query: Any) -> str:
    answer = client.get(url, query)
    assert answer.status_code == 200, (url, answer.status_code, answer.content[:500])
    return answer.content.decode()


class TestList:
    def test_narrows_by_what_stands_in_the_address(self, cast: Cast) -> None:
        one, two = in_hand(cast, title="围挡破损"), a_matter(cast, "demand", title="用电增容")
        client = signed_in(cast.office)
        for query, shown in (
            ({}, {one, two}),
            ({"kind": "demand"}, {two}),
            ({"unit": str(cast.park.id)}, {one}),
            ({"q": "围挡"}, {one}),
            ({"q": two.number.lower()}, {two}),
            ({"status": "raised"}, {two}),
            ({"group": "ended"}, set()),
            ({"clock": "overdue"}, set()),
            ({"urgency": "urgent"}, set()),
            ({"mine": "1"}, set()),
            ({"about": str(cast.park.id)}, set()),
        ):
            page = read(client, "/z/TZ/matters/", **query)
            assert {m for m in (one, two) if m.title in page} == shown, query
        assert client.get("/z/TZ/matters/", {"clock": "never", "unit": "x"}).status_code == 422

    def test_what_is_due_first_stands_first_and_says_when(self, cast: Cast) -> None:
        slow = in_hand(cast, title="不急的事")
        quick = in_hand(cast, "hazard", title="电线裸露")
        client = signed_in(cast.office)
        page = read(client, "/z/TZ/matters/")
        assert page.index(quick.title) < page.index(slow.title)
        assert "in 3 days" in page
        with at(9):
            page = read(client, "/z/TZ/matters/", clock="overdue")
        assert quick.title in page
        assert slow.title not in page
        assert "days late" in page

    def test_a_stopped_clock_is_neither_late_nor_due(self, cast: Cast) -> None:
        matter = in_hand(cast)
        asked = ask_clock_stop(actor=cast.clerk, matter=matter, days=10, reason="等批复")
        office = signed_in(cast.office)
        office.post(page_of(matter, f"requests/{asked.id}/grant/"))
        assert "clock stopped" in read(office, "/z/TZ/matters/", clock="stopped")
        assert matter.title not in read(office, "/z/TZ/matters/", clock="overdue")
        page = read(office, page_of(matter))
        assert "stopped since" in page
        assert "Start the clock again" not in read(signed_in(cast.supervisor), page_of(matter))
        clerk = signed_in(cast.clerk)
        assert "Start the clock again" in read(clerk, page_of(matter))
        assert clerk.post(do(matter, Act.RESUME), {"text": "批复已到"}).status_code == 302

    @pytest.mark.parametrize("count", [1, 6])
    def test_queries_do_not_grow(self, cast: Cast, count: int, django_assert_max_num_queries: Any) -> None:
        for _number in range(count):
            in_hand(cast)
        client = signed_in(cast.office)
        with django_assert_max_num_queries(14):
            read(client, "/z/TZ/matters/")
        with django_assert_max_num_queries(26):
            read(client, "/z/TZ/matters/desk/")
        with django_assert_max_num_queries(20):
            read(client, "/z/TZ/matters/numbers/")


class TestMatterPage:
    def test_says_what_happened_what_comes_and_whose_it_is(self, cast: Cast) -> None:
        matter = in_hand(cast, "hazard", title="电线裸露", place=Place("一号路"))
        page = read(signed_in(cast.clerk), page_of(matter))
        for words in (
            "Next step",
            "Report done",
            "signed for",
            "一号路",
            "3 working days",
            "临期提醒",
            cast.park.name,
        ):
            assert words in page, words
        assert "Pass and strike off" not in page
        page = read(signed_in(cast.clerk, "zh-hans"), page_of(matter))
        for words in ("下一步", "签收", "临期提醒", "个工作日"):
            assert words in page, words

    @pytest.mark.parametrize("language", ["en", "zh-hans"])
    def test_every_act_that_is_offered_opens(self, cast: Cast, language: str) -> None:
        seen: set[str] = set()
        helped = in_hand(cast)
        ask_help(actor=cast.clerk, matter=helped, text="请协调供电公司。")
        unrated = close_out_matter(actor=cast.supervisor, matter=verified(cast))
        matters = [
            a_matter(cast),
            dispatched(cast),
            in_hand(cast),
            helped,
            reported_done(cast),
            verified(cast),
        ]
        for actor in (cast.grid, cast.clerk, cast.office, cast.leader, cast.supervisor):
            client = signed_in(actor, language)
            for matter in [*matters, unrated]:
                page = read(client, page_of(matter))
                for act in Act:
                    if do(matter, act) in page:
                        seen.add(act.value)
                        assert matter.title in read(client, do(matter, act))
        assert set(Act.values) - seen == {Act.RESUME.value}

    def test_confidential_and_foreign_matters_are_not_there(self, cast: Cast) -> None:
        secret = in_hand(cast, is_confidential=True)
        other = a_cast("OZ")
        foreign = in_hand(other)
        for client in (signed_in(cast.bureau_clerk), signed_in(cast.supervisor)):
            for act in ("", f"do/{Act.COMMENT.value}/", "follow/"):
                assert client.get(page_of(secret, act)).status_code == 404
        assert secret.title not in read(signed_in(cast.supervisor), "/z/TZ/matters/")
        assert signed_in(cast.office).get(f"/z/TZ/matters/{foreign.id}/").status_code == 404
        assert signed_in(cast.office).get("/z/OZ/matters/").status_code == 404
        assert secret.title in read(signed_in(cast.clerk), page_of(secret))

    def test_what_is_not_theirs_is_refused_and_what_is_over_is_said(self, cast: Cast) -> None:
        matter = dispatched(cast)
        supervisor, clerk = signed_in(cast.supervisor), signed_in(cast.clerk)
        assert supervisor.post(do(matter, Act.SIGN_FOR)).status_code == 403
        answer = clerk.get(do(matter, Act.REPORT_DONE), follow=True)
        assert "“Report done” is not possible now" in answer.content.decode()
        assert clerk.get(page_of(matter, "do/never/")).status_code == 404

    def test_a_raiser_from_outside_sees_what_is_meant_for_the_raiser(self, cast: Cast) -> None:
        matter = a_matter(cast, actor=cast.bureau_clerk)
        office = signed_in(cast.office)
        office.post(do(matter, Act.DISPATCH), {"unit": str(cast.park.id)})
        signed_in(cast.clerk).post(do(matter, Act.SIGN_FOR))
        comment_on_matter(actor=cast.office, matter=fresh(matter), text="内部意见。")
        signed_in(cast.clerk).post(do(matter, Act.REPLY), {"text": "明日到场。"})
        page = read(signed_in(cast.bureau_clerk), page_of(matter))
        assert "明日到场" in page
        assert "内部意见" not in page
        assert "内部意见" in read(office, page_of(matter))

    @pytest.mark.parametrize("count", [1, 5])
    def test_queries_do_not_grow(self, cast: Cast, count: int, django_assert_max_num_queries: Any) -> None:
        matter = in_hand(cast)
        for _number in range(count):
            comment_on_matter(actor=cast.clerk, matter=matter, text="进展。")
        client = signed_in(cast.clerk)
        with django_assert_max_num_queries(24):
            read(client, page_of(matter))


class TestActs:
    def test_from_dispatch_to_struck_off(self, cast: Cast) -> None:
        matter = a_matter(cast, "hazard")
        office, clerk = signed_in(cast.office), signed_in(cast.clerk)
        answer = office.post(do(matter, Act.DISPATCH), {"unit": ""})
        assert answer.status_code == 422
        office.post(do(matter, Act.DISPATCH), {"unit": str(cast.park.id), "note": "请查看"})
        assert clerk.post(do(matter, Act.SIGN_FOR)).status_code == 302
        assert fresh(matter).handler_id == cast.clerk.person_id
        answer = clerk.post(do(matter, Act.REPORT_DONE), {"text": "已包扎。"})
        assert answer.status_code == 422
        assert "A photo that shows it is done, please." in answer.content.decode()
        key = str(uuid4())
        for _again in range(2):
            sent = {"text": "已包扎。", "photos": [photo("a.jpg")], "idempotency_key": key}
            assert clerk.post(do(matter, Act.REPORT_DONE), sent).status_code == 302
        assert MatterMove.objects.filter(matter=matter, move="report_done").count() == 1
        file = Attachment.objects.get()
        assert f"/z/TZ/files/{file.id}/small/" in read(clerk, page_of(matter))
        supervisor = signed_in(cast.supervisor)
        assert supervisor.post(do(matter, Act.PASS_AND_CLOSE), {"text": "现场看过"}).status_code == 302
        assert fresh(matter).outcome == "solved"

    def test_passing_and_striking_off_is_both_or_neither(self, cast: Cast) -> None:
        matter = in_hand(cast, "demand", actor=cast.clerk)
        signed_in(cast.clerk).post(do(matter, Act.REPORT_DONE), {"text": "已办。"})
        supervisor = signed_in(cast.supervisor)
        answer = supervisor.post(do(matter, Act.PASS_AND_CLOSE), {"text": "看过"})
        assert answer.status_code == 409
        assert "Who raised it has to confirm" in answer.content.decode()
        assert fresh(matter).status == MatterStatus.DONE_REPORTED
        sent = {"text": "电话确认", "is_confirmed": "on"}
        assert supervisor.post(do(matter, Act.PASS_AND_CLOSE), sent).status_code == 302
        assert fresh(matter).status == MatterStatus.CLOSED

    def test_a_return_names_whose_it_is_and_the_next_dispatch_proposes_it(self, cast: Cast) -> None:
        matter = dispatched(cast)
        clerk = signed_in(cast.clerk)
        answer = clerk.post(do(matter, Act.RETURN), {"reason": "not_ours", "text": "属经发局"})
        assert answer.status_code == 422
        assert "Say whose it is." in answer.content.decode()
        sent = {"reason": "not_ours", "text": "属经发局", "better_unit": str(cast.bureau.id)}
        assert clerk.post(do(matter, Act.RETURN), sent).status_code == 302
        form = read(signed_in(cast.office), do(matter, Act.DISPATCH))
        assert f'value="{cast.bureau.id}" selected' in form

    def test_time_is_asked_for_and_decided_by_another(self, cast: Cast) -> None:
        matter = in_hand(cast)
        asked = ask_extension(actor=cast.clerk, matter=matter, days=5, reason="材料未到")
        grant, refuse = (page_of(matter, f"requests/{asked.id}/{end}/") for end in ("grant", "refuse"))
        assert "somebody else decides" in read(signed_in(cast.clerk), page_of(matter))
        assert signed_in(cast.clerk).get(grant).status_code == 403
        leader = signed_in(cast.leader)
        assert grant in read(leader, page_of(matter))
        assert "材料未到" in read(leader, grant)
        assert leader.post(grant, {"days": "9"}).status_code == 422
        assert leader.post(grant, {"days": "3"}).status_code == 302
        assert TimeRequest.objects.get().days == 3
        answer = leader.post(refuse, {"note": "不必"})
        assert answer.status_code == 409
        assert "has decided already" in answer.content.decode()
        assert leader.get(page_of(matter, f"requests/{uuid4()}/grant/")).status_code == 404

    def test_a_supporting_unit_answers(self, cast: Cast) -> None:
        matter = in_hand(cast)
        ask_support(actor=cast.clerk, matter=matter, unit=cast.bureau, request="请核对用地")
        support = SupportingUnit.objects.get()
        url = page_of(matter, f"support/{support.id}/")
        bureau = signed_in(cast.bureau_clerk)
        assert url in read(bureau, "/z/TZ/matters/desk/")
        assert signed_in(cast.supervisor).get(url).status_code == 403
        assert bureau.post(url, {"text": ""}).status_code == 422
        assert bureau.post(url, {"text": "已核对"}).status_code == 302
        assert "已核对" in read(signed_in(cast.clerk), page_of(matter))

    def test_a_duplicate_is_named_by_its_number(self, cast: Cast) -> None:
        first, second = in_hand(cast), a_matter(cast)
        office = signed_in(cast.office)
        sent = {"outcome": "duplicate", "text": "已在办理", "duplicate_of": "SQ-2018-9999"}
        answer = office.post(do(second, Act.CLOSE_UNSOLVED), sent)
        assert "There is no matter with this number." in answer.content.decode()
        sent["duplicate_of"] = first.number
        assert office.post(do(second, Act.CLOSE_UNSOLVED), sent).status_code == 302
        assert fresh(second).duplicate_of_id == first.id


class TestRaising:
    def test_raised_with_what_it_is_about_filled_in_by_a_link(self, cast: Cast) -> None:
        client = signed_in(cast.grid)
        about = f"organization.unit:{cast.park.id}"
        form = read(client, "/z/TZ/matters/new/", subject=about, kind="suggestion")
        assert about in form
        assert "服务" in form
        assert 'data-controller="position"' in form
        sent = {
            "kind": "suggestion",
            "category": "service",
            "title": "增设充电桩",
            "subject": about,
            "photos": [photo()],
        }
        key = str(uuid4())
        answers = [client.post("/z/TZ/matters/new/", sent | {"idempotency_key": key}) for _ in range(2)]
        matter = Matter.objects.get()
        assert {a["Location"] for a in answers} == {page_of(matter)}
        assert (matter.subject_id, matter.category.code if matter.category else "") == (
            cast.park.id,
            "service",
        )

    def test_faults_stand_at_their_fields(self, cast: Cast) -> None:
        client = signed_in(cast.grid)
        answer = client.post(
            "/z/TZ/matters/new/",
            {
                "kind": "suggestion",
                "title": "x",
                "longitude": "119.5",
                "subject": "never:1",
                "category": "water",
            },
        )
        assert answer.status_code == 422
        answer = client.post("/z/TZ/matters/new/", {"kind": "suggestion", "title": "x", "longitude": "119.5"})
        assert answer.status_code == 422
        assert "A point has both a longitude and a latitude." in answer.content.decode()
        assert not Matter.objects.exists()

    def test_kinds_that_only_leaders_raise_are_not_offered(self, cast: Cast) -> None:
        assert "领导交办" not in read(signed_in(cast.grid), "/z/TZ/matters/new/")
        leader = signed_in(cast.leader)
        assert "领导交办" in read(leader, "/z/TZ/matters/new/")
        sent = {
            "kind": "assignment",
            "category": "on_site",
            "title": "清理一号路",
            "lead_unit": str(cast.park.id),
            "due_on": "2018-07-09",
        }
        assert leader.post("/z/TZ/matters/new/", sent).status_code == 302
        matter = Matter.objects.get()
        assert (matter.status, str(matter.due_on)) == ("dispatched", "2018-07-09")

    def test_what_may_be_the_same_is_offered_once(self, cast: Cast) -> None:
        known = dispatched(cast, title="门前道路严重积水", subject=cast.park)
        client = signed_in(cast.clerk)
        sent = {
            "kind": "suggestion",
            "title": "门前道路积水严重",
            "subject": f"organization.unit:{cast.park.id}",
        }
        answer = client.post("/z/TZ/matters/new/", sent)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert known.title in page
        assert page_of(known, "follow/") in page
        follow = read(client, page_of(known, "follow/"), text="我家门口也一样")
        assert "我家门口也一样" in follow
        hints = client.post("/z/TZ/matters/new/hints", sent).content.decode()
        assert known.title in hints
        assert client.post("/z/TZ/matters/new/", sent | {"seen": str(known.id)}).status_code == 302
        key = str(uuid4())
        for _again in range(2):
            client.post(page_of(known, "follow/"), {"text": "我家门口也一样", "idempotency_key": key})
        move = MatterMove.objects.get(matter=known, move="comment")
        assert move.is_public

    @pytest.mark.parametrize(
        ("metres", "found"), [(100, {"clerk", "office"}), (600, {"office"}), (1500, set())]
    )
    def test_near_is_nearer_for_field_workers_than_for_supervisors(
        self, cast: Cast, metres: int, found: set[str]
    ) -> None:
        at_door = {"longitude": "119.58", "latitude": "32.01"}
        signed_in(cast.clerk).post(
            "/z/TZ/matters/new/", {"kind": "hazard", "category": "fire", "title": "灭火器过期", **at_door}
        )
        there = at_door | {"latitude": f"{32.01 + metres / 111_320:.6f}"}
        sent = {"kind": "hazard", "category": "fire", "title": "通道被堵", **there}
        for name in ("clerk", "office"):
            page = signed_in(getattr(cast, name)).post("/z/TZ/matters/new/hints", sent).content.decode()
            assert ("灭火器过期" in page) == (name in found), name
        with at(20, month=8):
            page = signed_in(cast.office).post("/z/TZ/matters/new/hints", sent).content.decode()
            assert "灭火器过期" not in page

    def test_says_where_it_would_go_and_why(self, cast: Cast) -> None:
        set_dispatch_table(actor=cast.office, lines=[Route(1, words=("充电",), to_unit=cast.bureau.id)])
        client = signed_in(cast.grid)
        hints = client.post("/z/TZ/matters/new/hints", {"kind": "suggestion", "title": "增设充电桩"})
        page = hints.content.decode()
        assert cast.bureau.name in page
        assert "words in its text" in page
        client.post("/z/TZ/matters/new/", {"kind": "suggestion", "title": "增设充电桩"})
        assert Matter.objects.get().lead_unit_id == cast.bureau.id

    def test_subjects_are_found_and_categories_follow_the_kind(self, cast: Cast) -> None:
        client = signed_in(cast.grid)
        assert "用电" in client.post("/z/TZ/matters/new/category", {"kind": "hazard"}).content.decode()
        assert "Nothing found" in read(client, "/z/TZ/matters/new/subjects", subject_words="没有")
        assert signed_in(cast.supervisor).get("/z/TZ/matters/new/subjects").status_code == 200


class TestDesk:
    def test_everybody_finds_what_waits_for_them(self, cast: Cast) -> None:
        to_sign, mine, done = (
            dispatched(cast, title="待签收的"),
            in_hand(cast, title="在办的"),
            reported_done(cast, title="待核查的"),
        )
        new = a_matter(cast, title="新来的")
        ask_extension(actor=cast.clerk, matter=mine, days=2, reason="等材料")
        desk = "/z/TZ/matters/desk/"
        page = read(signed_in(cast.clerk), desk)
        assert to_sign.title in page
        assert mine.title in page
        assert do(to_sign, Act.SIGN_FOR) in page
        assert "To decide" not in page
        office = read(signed_in(cast.office), desk)
        assert new.title in office
        assert "等材料" in office
        assert done.title in read(signed_in(cast.supervisor), desk)
        assert new.title in read(signed_in(cast.grid), desk)
        assert "我的事项" in read(signed_in(cast.grid, "zh-hans"), desk)
        assert "Nothing waits for you" in read(signed_in(cast.bureau_clerk), desk)


class TestRules:
    def test_kinds_and_categories_are_the_offices(self, cast: Cast) -> None:
        office = signed_in(cast.office)
        assert "安全隐患" in read(office, "/z/TZ/matters/kinds/")
        data = {
            "code": "petition",
            "name": "信访事项",
            "prefix": "XF",
            "order": "80",
            "raised_with": "matters.raise_matter",
            "verifier": "supervisor",
            "default_urgency": "normal",
            "max_returns": "1",
            "recurrence_days": "90",
            "photo_radius": "300",
            "evidence": ["document"],
        }
        assert office.post("/z/TZ/matters/kinds/new/", data | {"prefix": "SQ"}).status_code == 422
        assert office.post("/z/TZ/matters/kinds/new/", data).status_code == 302
        assert office.post("/z/TZ/matters/kinds/petition/", data | {"name": "信访"}).status_code == 302
        assert MatterKind.objects.get(code="petition").name == "信访"
        sent = {"code": "land", "name": "土地", "order": "1"}
        assert office.post("/z/TZ/matters/kinds/petition/categories/new/", sent).status_code == 302
        url = "/z/TZ/matters/kinds/petition/categories/land/"
        assert office.post(url, sent | {"name": "用地"}).status_code == 302
        assert MatterCategory.objects.get(kind__code="petition").name == "用地"
        clerk = signed_in(cast.clerk)
        assert "petition/categories" not in read(clerk, "/z/TZ/matters/kinds/")
        assert clerk.post("/z/TZ/matters/kinds/new/", data).status_code == 403

    def test_a_new_version_shows_what_moves_before_it_is_chosen(self, cast: Cast) -> None:
        matter = in_hand(cast)
        office = signed_in(cast.office)
        assert "10 working days" in read(office, "/z/TZ/matters/rules/")
        url = "/z/TZ/matters/rules/choose/text/"
        rules = json.loads(json.dumps(DEFAULT_RULES))
        rules["clocks"][-1]["whole"]["amount"] = "x"
        sent = {
            "parameters": json.dumps(rules),
            "in_force_from": "2018-07-02",
            "apply_to_open": "on",
            "do": "preview",
        }
        answer = office.post(url, sent)
        assert answer.status_code == 422
        assert "clocks.3.whole" in answer.content.decode()
        assert office.post(url, sent | {"parameters": "{"}).status_code == 422
        rules["clocks"][-1]["whole"]["amount"] = "5"
        sent["parameters"] = json.dumps(rules)
        page = office.post(url, sent).content.decode()
        assert "1 of 1 open matters" in page
        assert matter.number in page
        assert "Sooner: 1. Later: 0." in page
        assert MatterRuleSet.objects.count() == 1
        # What was not previewed is not chosen.
        assert office.post(url, sent | {"do": "choose", "previewed": "0"}).status_code == 200
        assert MatterRuleSet.objects.count() == 1
        digest = page.split('name="previewed" value="')[1].split('"')[0]
        assert office.post(url, sent | {"do": "choose", "previewed": digest}).status_code == 302
        assert fresh(matter).rule_set.number == 2
        assert signed_in(cast.clerk).get(url).status_code == 403

    def test_the_table_of_dispatch_is_set_and_tried_out(self, cast: Cast) -> None:
        office = signed_in(cast.office)
        url = "/z/TZ/matters/dispatch-table/"
        assert "no lines yet" in read(office, url)
        sent = {
            "lines-TOTAL_FORMS": "2",
            "lines-INITIAL_FORMS": "0",
            "lines-0-order": "20",
            "lines-0-what": "suggestion",
            "lines-0-to_unit": str(cast.park.id),
            "lines-1-order": "10",
            "lines-1-what": "suggestion:service",
            "lines-1-words": "充电、用电",
            "lines-1-to_unit": str(cast.bureau.id),
        }
        assert office.post(f"{url}edit/", sent).status_code == 302
        rows = list(DispatchRule.objects.order_by("order").values_list("order", "to_unit_id"))
        assert rows == [(1, cast.bureau.id), (2, cast.park.id)]
        page = read(office, url, kind="suggestion", title="其他")
        assert f"<strong>{cast.park.name}</strong>" in page
        assert "line 2" in page
        page = read(office, url, kind="suggestion", category="service", title="充电")
        assert "line 1" in page
        form = read(office, f"{url}edit/")
        assert "充电 用电" in form
        sent |= {"lines-INITIAL_FORMS": "2", "lines-0-remove": "on"}
        assert office.post(f"{url}edit/", sent).status_code == 302
        assert DispatchRule.objects.count() == 1
        assert signed_in(cast.clerk).get(f"{url}edit/").status_code == 403
        assert signed_in(cast.clerk).get(url).status_code == 403


class TestFairNumbers:
    def test_each_number_leads_to_its_matters(self, cast: Cast) -> None:
        late = in_hand(cast, "hazard", title="逾期的")
        done = in_hand(cast, "hazard", title="办结的")
        with at(2, 11):
            signed_in(cast.clerk).post(do(done, Act.REPORT_DONE), {"text": "好了", "photos": [photo()]})
            signed_in(cast.supervisor).post(do(done, Act.PASS_AND_CLOSE), {})
        with after(days=10):
            office = signed_in(cast.office)
            page = read(office, "/z/TZ/matters/numbers/")
            assert "On-time rate" in page
            assert "?figure=due&amp;period=2018" in page
            due = read(office, "/z/TZ/matters/", figure="due", period="2018", of=str(cast.park.id))
            assert late.title in due
            assert done.title in due
            on_time = read(office, "/z/TZ/matters/", figure="on_time", period="2018")
            assert late.title not in on_time
            assert done.title in on_time
            assert late.title in read(office, "/z/TZ/matters/", age="2")
            assert "50.0%" not in page
            exclude_matter(actor=cast.office, matter=fresh(late), reason="误报")
            page = read(office, "/z/TZ/matters/numbers/")
            assert "误报" in page
            assert cast.office.name in page
            assert late.title not in read(office, "/z/TZ/matters/", figure="due", period="2018")
            assert office.get("/z/TZ/matters/numbers/", {"period": "never"}).status_code == 422
            assert "按时办结率" in read(signed_in(cast.office, "zh-hans"), "/z/TZ/matters/numbers/")

    def test_a_rate_is_shown_from_five_on(self, cast: Cast) -> None:
        for _number in range(5):
            in_hand(cast, "hazard")
        with after(days=10):
            assert "0.0%" in read(signed_in(cast.office), "/z/TZ/matters/numbers/", kind="hazard")


def test_matters_are_found_by_the_search_box(cast: Cast) -> None:
    matter, secret = in_hand(cast, title="围挡破损"), in_hand(cast, title="围挡机密", is_confidential=True)
    page = read(signed_in(cast.supervisor), "/z/TZ/search/", q="围挡")
    assert matter.title in page
    assert secret.title not in page
    assert matter.title in read(signed_in(cast.supervisor), "/z/TZ/search/", q=matter.number)


def test_the_menu_offers_what_somebody_may_open(cast: Cast) -> None:
    page = read(signed_in(cast.clerk), "/z/TZ/matters/desk/")
    assert "/z/TZ/matters/numbers/" in page
    assert "/z/TZ/matters/rules/" not in page
    assert "/z/TZ/matters/rules/" in read(signed_in(cast.office), "/z/TZ/matters/desk/")
