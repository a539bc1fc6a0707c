"""The pages of notifications, preferences, group robots and deliveries, as a person uses them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guatu.accounts.models import User
from guatu.core.actor import Actor
from guatu.core.clock import frozen_at
from guatu.core.models import Zone
from guatu.notifications.choices import DeliveryState
from guatu.notifications.models import Channel, Delivery, Notification, Preference
from guatu.organization.selectors import LiveScope
from tests.builders import a_unit, a_zone
from tests.notifications.builders import (
    AT_ONCE,
    HERE_ONLY,
    NIGHT,
    NOON,
    a_channel,
    deliver,
    somebody,
    tell,
    told_to,
    webhook_at,
)
from tests.notifications.stand_ins import KEY, SECRET, StandIn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon() -> Any:
    with frozen_at(NOON):
        yield


def signed_in(actor: Actor, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(User.objects.get(id=actor.user_id))
    return client


def at(name: str, *args: object, query: str = "") -> str:
    return reverse(f"notifications:{name}", args=["TZ", *args]) + query


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


class TestList:
    def test_by_day_with_the_unread_of_each_day_first(self) -> None:
        zone = a_zone()
        actor, person_id = somebody(zone)
        for hours in (0, 2, 30):
            with frozen_at(NOON - timedelta(hours=hours)):
                tell(zone, person_id)
        newest = told_to(person_id)[0]
        client = signed_in(actor)
        assert client.get(at("notification", newest.id))["Location"] == "/z/TZ/projects/"
        newest.refresh_from_db()
        assert newest.read_at == NOON
        answer = client.get(at("notifications"))
        days = answer.context["days"]
        assert [(day.day, [n.read_at is None for n in rows]) for day, rows in days] == [
            (2, [True, False]),
            (1, [True]),
        ]
        page = answer.content.decode()
        assert page.count("Mark read:") == 2
        assert "2 unread notifications" in page, "the bell in the frame"

    @pytest.mark.parametrize(
        ("language", "words"), [("en", "there are 7."), ("zh-hans", "不超过5个字，现有7个字。")]
    )
    def test_in_both_languages(self, language: str, words: str) -> None:
        zone = a_zone()
        actor, person_id = somebody(zone)
        tell(zone, person_id, urgent=True)
        assert words in text_of(signed_in(actor, language), at("notifications"))

    def test_filters_and_marks_all_read_as_far_as_it_was_seen(self) -> None:
        zone = a_zone()
        actor, person_id = somebody(zone)
        tell(zone, person_id)
        tell(zone, person_id, kind=HERE_ONLY)
        client = signed_in(actor)
        answer = client.get(at("notifications", query=f"?kind={HERE_ONLY}&show=unread"))
        assert [n.kind for _, rows in answer.context["days"] for n in rows] == [HERE_ONLY]
        drawn_at = answer.context["drawn_at"]
        with frozen_at(NIGHT):
            tell(zone, person_id)
            back = client.post(at("notifications-read", query="?show=unread"), {"until": drawn_at})
        assert back["Location"] == at("notifications", query="?show=unread")
        assert Notification.objects.filter(read_at__isnull=True).count() == 1

    def test_what_others_are_told_is_not_there(self) -> None:
        zone = a_zone()
        (_, first), (two, _) = somebody(zone, username="one"), somebody(zone, username="two")
        tell(zone, first)
        [notification] = told_to(first)
        client = signed_in(two)
        assert client.get(at("notification", notification.id)).status_code == 404
        assert client.post(at("notification-read", notification.id)).status_code == 404
        assert "Nothing has been told to you yet" in text_of(client, at("notifications"))

    def test_leads_to_no_foreign_site(self) -> None:
        zone = a_zone()
        actor, person_id = somebody(zone)
        tell(zone, person_id, url="//evil.example.com/")
        [notification] = told_to(person_id)
        answer = signed_in(actor).get(at("notification", notification.id))
        assert answer["Location"] == at("notifications")

    @pytest.mark.parametrize("count", [2, 40])
    def test_queries_do_not_grow(self, count: int, django_assert_max_num_queries: Any) -> None:
        zone = a_zone()
        actor, person_id = somebody(zone)
        for _ in range(count):
            tell(zone, person_id)
        client = signed_in(actor)
        with django_assert_max_num_queries(15):
            client.get(at("notifications"))

    def test_the_bell_counts_alone(self) -> None:
        zone = a_zone()
        actor, person_id = somebody(zone)
        client = signed_in(actor)
        assert "bell-count" not in text_of(client, at("bell"))
        tell(zone, person_id)
        part = text_of(client, at("bell"))
        assert "1 unread notification<" in part
        assert "<html" not in part

    def test_the_stream_tells_each_person_of_their_own_news_alone(self) -> None:
        actor, person_id = somebody(a_zone())
        scope = LiveScope(actor)
        assert scope.may_see("notifications.person", str(person_id))
        assert not scope.may_see("notifications.person", str(actor.zone_id))
        assert not scope.may_see("notifications.channel", str(person_id))

    def test_the_stream_tells_whoever_sees_matters_that_one_has_moved(self) -> None:
        zone = a_zone()
        clerk, person_id = somebody(zone)
        auditor, _ = somebody(zone, "auditor", username="auditor")
        assert LiveScope(clerk).may_see("matters.matter", str(person_id))
        assert not LiveScope(auditor).may_see("matters.matter", str(person_id))


class TestPreferences:
    def test_saves_address_hours_and_kinds(self) -> None:
        zone = a_zone()
        actor, _ = somebody(zone, email="")
        client = signed_in(actor)
        page = client.get(at("preferences"))
        assert "No mail server is set up yet" in page.content.decode()
        values = {
            f.html_name: f.value().strftime("%H:%M") if hasattr(f.value(), "strftime") else f.value() or ""
            for f in page.context["form"]
        }
        values |= {"email": "a@example.com", "quiet_from": "20:00", f"mail-{AT_ONCE}": "never"}
        assert client.post(at("preferences"), values)["Location"] == at("preferences")
        kept = Preference.objects.get()
        assert (kept.mail, kept.quiet_from.hour, kept.language) == ({AT_ONCE: "never"}, 20, "")
        assert User.objects.get(id=actor.user_id).email == "a@example.com"

    def test_what_is_wrong_stands_in_the_form(self) -> None:
        actor, _ = somebody(a_zone())
        answer = signed_in(actor).post(at("preferences"), {"email": "nowhere", "digest_at": "25:00"})
        assert answer.status_code == 422
        assert {"email", "digest_at", "quiet_from"} <= set(answer.context["form"].errors)
        assert not Preference.objects.exists()


class TestChannels:
    def test_add_test_edit_remove(self, robots: StandIn) -> None:
        zone = a_zone()
        park = a_unit(zone)
        actor, _ = somebody(zone, "office")
        client = signed_in(actor)
        assert "No group robots yet" in text_of(client, at("channels"))
        values = {
            "kind": "dingtalk",
            "name": "园区群",
            "unit": str(park.id),
            "webhook": webhook_at(robots.origin, "dingtalk"),  # type: ignore[arg-type]
            "secret": SECRET,
            "enabled": "on",
        }
        assert client.post(at("channel-add"), values | {"webhook": "http://10.0.0.1/"}).status_code == 422
        assert client.post(at("channel-add"), values)["Location"] == at("channels")
        channel = Channel.objects.get()
        client.post(at("channel-test", channel.id))
        assert len(robots.received) == 1
        page = text_of(client, at("channels"))
        assert "The test message is in the group of “园区群”." in page
        form = text_of(client, at("channel-edit", channel.id))
        for secret in (KEY, SECRET):
            assert secret not in page + form
        edited = {"name": "群", "unit": str(park.id), "version": "1", "enabled": "on", "secret": "wrong"}
        assert client.post(at("channel-edit", channel.id), edited).status_code == 302
        channel.refresh_from_db()
        assert (channel.name, channel.secret, channel.webhook) == ("群", "wrong", values["webhook"])
        assert client.post(at("channel-edit", channel.id), edited | {"name": "x"}).status_code == 409
        client.post(at("channel-test", channel.id))
        assert "The signature was not accepted" in text_of(client, at("channels"))
        unsigned = {"name": "群", "unit": str(park.id), "version": "2", "without_secret": "on"}
        client.post(at("channel-edit", channel.id), unsigned)
        channel.refresh_from_db()
        assert (channel.secret, channel.enabled) == ("", False)
        client.post(at("channel-remove", channel.id), {"reason": "群已解散"})
        assert "No group robots yet" in text_of(client, at("channels"))

    def test_only_for_who_keeps_them(self, robots: StandIn) -> None:
        zone = a_zone()
        channel = a_channel(zone, robots.origin)
        clerk, _ = somebody(zone, "clerk")
        client = signed_in(clerk)
        for name in ("channels", "channel-add"):
            assert client.get(at(name)).status_code == 403
        assert client.get(at("channel-edit", channel.id)).status_code == 404
        assert client.post(at("channel-test", channel.id)).status_code == 404
        assert not robots.received


class TestDeliveries:
    def failed(self, zone: Zone) -> Delivery:
        _, person_id = somebody(zone, username="收件人甲")
        tell(zone, person_id)
        return deliver(zone, Delivery.objects.get())

    @pytest.mark.parametrize(
        ("language", "words"), [("en", "No mail server is set up."), ("zh-hans", "未设置邮件服务器。")]
    )
    def test_what_failed_and_why(self, language: str, words: str) -> None:
        zone = a_zone()
        self.failed(zone)
        actor, _ = somebody(zone, "system_administrator", username="admin")
        page = text_of(signed_in(actor, language), at("deliveries"))
        assert words in page
        assert "收件人甲" in page
        assert "there are 7" not in page, "what it says is its receiver's to read"

    def test_try_again_now(self) -> None:
        zone = a_zone()
        delivery = self.failed(zone)
        actor, _ = somebody(zone, "system_administrator", username="admin")
        client = signed_in(actor)
        assert client.post(at("delivery-retry", delivery.id))["Location"] == at("deliveries")
        delivery.refresh_from_db()
        assert (delivery.state, delivery.attempts) == (DeliveryState.WAITING, 0)
        assert "No message has failed." in text_of(client, at("deliveries"))
        assert "Try again now" in text_of(client, at("deliveries", query="?state=all"))

    def test_a_park_sees_its_own_groups_alone(self) -> None:
        zone = a_zone()
        delivery = self.failed(zone)
        office, _ = somebody(zone, "office", unit=a_unit(zone), username="office")
        client = signed_in(office)
        assert "收件人甲" not in text_of(client, at("deliveries", query="?state=all"))
        assert client.post(at("delivery-retry", delivery.id)).status_code == 404
        clerk, _ = somebody(zone, "clerk", username="clerk")
        assert signed_in(clerk).get(at("deliveries")).status_code == 403
