"""The stream of live updates: who gets it, what it carries, and what happens when something is away.

The application runs in the test's own thread (its look-ups are inlined), so that it sees the test's uncommitted
users; notifications come from a connection of their own, as from another process.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError, connections

from guatu.accounts.models import User
from guatu.core.models import Zone
from guatu.organization.models import Appointment
from guatu.server import live_stream
from guatu.server.live_hub import CHANNEL, Change, Hub, Subscription
from guatu.server.live_stream import LiveApplication
from tests.builders import a_zone, an_actor

pytestmark = pytest.mark.django_db
CHANGED = {"zone": "TZ", "subject": "projects.project", "id": "1", "event": "projects.project.edited"}


class Browser:
    """One request to the application: what it has sent so far, and a way to hang up."""

    def __init__(self, application: LiveApplication, path: str, method: str = "GET", **headers: str) -> None:
        self.status = 0
        self.headers: dict[str, str] = {}
        self.text = ""
        self._news = asyncio.Event()
        self._gone = asyncio.Event()
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": b"",
            "headers": [(n.replace("_", "-").lower().encode(), v.encode()) for n, v in headers.items()],
        }
        self.task = asyncio.create_task(application(scope, self._receive, self._send))

    async def _receive(self) -> dict[str, Any]:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        self.text += message.get("body", b"").decode()
        self._news.set()

    async def until(self, text: str) -> str:
        """Wait until the text has come; returns all that came."""
        async with asyncio.timeout(30):
            while text not in self.text:
                assert not self.task.done(), f"ended with {self.status} and {self.text!r}"
                self._news.clear()
                await asyncio.wait(
                    [self.task, asyncio.create_task(self._news.wait())], return_when=asyncio.FIRST_COMPLETED
                )
        return self.text

    async def leave(self) -> None:
        self._gone.set()
        await asyncio.wait_for(self.task, 30)


Scene = Callable[[LiveApplication], Awaitable[None]]


@pytest.fixture
def play(monkeypatch: pytest.MonkeyPatch) -> Callable[[Scene], None]:
    """Runs a coroutine with an application that has started up, and shuts that down again."""

    async def inline(function: Callable[..., Any], *arguments: Any) -> Any:
        return function(*arguments)

    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    monkeypatch.setattr(live_stream.asyncio, "to_thread", inline)
    # It would close the connection in the midst of the test's transaction.
    monkeypatch.setattr(live_stream, "close_old_connections", lambda: None)

    tests_own = connections["default"]

    async def with_application(scene: Scene) -> None:
        connections["default"] = tests_own  # otherwise each task would have one of its own
        application = LiveApplication()
        events: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        said: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        lifespan = asyncio.create_task(application({"type": "lifespan"}, events.get, said.put))
        await events.put({"type": "lifespan.startup"})
        assert (await said.get())["type"] == "lifespan.startup.complete"
        await scene(application)
        await events.put({"type": "lifespan.shutdown"})
        assert (await said.get())["type"] == "lifespan.shutdown.complete"
        await lifespan

    return lambda scene: asyncio.run(with_application(scene))


@pytest.fixture
def zone() -> Zone:
    return a_zone()


def signed_in(zone: Zone, *roles: str) -> str:
    """The cookie of somebody with these roles in the zone."""
    user = User.objects.get(id=an_actor(zone, *roles).user_id)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


async def notify(payload: str) -> None:
    async with await live_stream._connect() as other:
        await other.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])


async def notify_until_heard(browser: Browser, message: dict[str, str]) -> None:
    """The application may not listen yet when it begins to stream, so the first message is repeated."""
    waiting = asyncio.create_task(browser.until(f"data: {json.dumps(message)}"))
    while not waiting.done():
        await notify(json.dumps(message))
        await asyncio.wait([waiting], timeout=0.1)
    await waiting


def test_tells_of_a_change(zone: Zone, play: Callable[[Scene], None]) -> None:
    cookie = signed_in(zone, "office")

    async def scene(application: LiveApplication) -> None:
        browser = Browser(application, "/live/TZ/", host="localhost:8001", cookie=cookie)
        opening = await browser.until("event: ready")
        assert browser.status == 200
        assert browser.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert browser.headers["cache-control"] == "no-store"
        assert opening.startswith("retry: 3000\nid: live\nevent: ready\n")
        await notify_until_heard(browser, CHANGED)
        assert f"event: changed\ndata: {json.dumps(CHANGED)}\n\n" in browser.text
        await browser.leave()

    play(scene)


def test_keeps_to_the_zone_and_to_what_the_person_may_see(zone: Zone, play: Callable[[Scene], None]) -> None:
    cookie = signed_in(zone, "auditor")

    async def scene(application: LiveApplication) -> None:
        browser = Browser(application, "/live/TZ/", host="localhost:8001", cookie=cookie)
        await browser.until("event: ready")
        last = {"zone": "TZ", "subject": "organization.unit", "id": "9", "event": "organization.unit.edited"}
        await notify("not JSON")
        await notify(json.dumps(CHANGED))
        await notify(json.dumps({**last, "zone": "OTHER"}))
        await notify_until_heard(browser, last)
        assert "projects" not in browser.text
        assert "OTHER" not in browser.text
        await browser.leave()

    play(scene)


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [("/live/XX/", "GET", 404), ("/live/tz/", "GET", 404), ("/", "GET", 404), ("/live/TZ/", "POST", 405)],
)
def test_refuses_what_is_not_there(
    zone: Zone, play: Callable[[Scene], None], path: str, method: str, status: int
) -> None:
    cookie = signed_in(zone, "office")

    async def scene(application: LiveApplication) -> None:
        browser = Browser(application, path, method, host="localhost", cookie=cookie)
        await browser.task
        assert (browser.status, browser.text) == (status, "")

    play(scene)


@pytest.mark.parametrize("cookie", ["", "sessionid=forged", "sessionid="])
def test_refuses_who_is_not_signed_in(zone: Zone, play: Callable[[Scene], None], cookie: str) -> None:
    async def scene(application: LiveApplication) -> None:
        browser = Browser(application, "/live/TZ/", host="localhost", cookie=cookie)
        await browser.task
        assert browser.status == 401

    play(scene)


def test_somebody_without_a_post_in_the_zone_does_not_learn_of_it(
    zone: Zone, play: Callable[[Scene], None]
) -> None:
    cookie = signed_in(a_zone("OTHER"), "office")

    async def scene(application: LiveApplication) -> None:
        browser = Browser(application, "/live/TZ/", host="localhost", cookie=cookie)
        await browser.task
        assert browser.status == 404

    play(scene)


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("localhost:8001", "http://localhost:8000", 200),
        ("127.0.0.1:8001", "http://127.0.0.1:8000", 200),
        ("[::1]:8001", "http://[::1]:8000", 200),
        ("localhost:8001", "http://evil.example", 403),
        ("localhost:8001", "http://localhost.evil.example:8000", 403),
        ("localhost:8001", "null", 403),
        ("evil.example", "http://evil.example", 400),
    ],
)
def test_only_pages_of_the_same_host_may_read_it(
    zone: Zone, play: Callable[[Scene], None], host: str, origin: str, status: int
) -> None:
    cookie = signed_in(zone, "office")

    async def scene(application: LiveApplication) -> None:
        browser = Browser(application, "/live/TZ/", host=host, origin=origin, cookie=cookie)
        if status == 200:
            await browser.until("event: ready")
            assert browser.headers["access-control-allow-origin"] == origin
            assert browser.headers["access-control-allow-credentials"] == "true"
            await browser.leave()
        await browser.task
        assert browser.status == status
        assert ("access-control-allow-origin" in browser.headers) == (status == 200)

    play(scene)


def test_who_comes_back_is_told_to_look_at_everything(zone: Zone, play: Callable[[Scene], None]) -> None:
    cookie = signed_in(zone, "office")

    async def scene(application: LiveApplication) -> None:
        browser = Browser(application, "/live/TZ/", host="localhost", cookie=cookie, last_event_id="live")
        await browser.until('"subject": "*"')
        await browser.leave()

    play(scene)


def test_lost_connection_to_the_database_is_made_good(zone: Zone, play: Callable[[Scene], None]) -> None:
    cookie = signed_in(zone, "office")

    async def scene(application: LiveApplication) -> None:
        browser = Browser(application, "/live/TZ/", host="localhost", cookie=cookie)
        await notify_until_heard(browser, CHANGED)
        before = browser.text.count('"subject": "*"')
        async with await live_stream._connect() as other:
            await other.execute("SET ROLE NONE")
            found = await other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND query = %s",
                [f"LISTEN {CHANNEL}"],
            )
            assert await found.fetchall() == [(True,)]
        async with asyncio.timeout(30):
            while browser.text.count('"subject": "*"') == before:
                await asyncio.sleep(0.01)
        await notify_until_heard(browser, {**CHANGED, "id": "2"})
        await browser.leave()

    play(scene)


def test_absent_database_makes_the_browser_come_again(
    zone: Zone, play: Callable[[Scene], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise OperationalError("away")

    monkeypatch.setattr(live_stream, "live_scope", away)
    cookie = signed_in(zone, "office")

    async def scene(application: LiveApplication) -> None:
        browser = Browser(application, "/live/TZ/", host="localhost", cookie=cookie)
        await asyncio.wait_for(browser.task, 30)
        assert (browser.status, browser.text) == (200, "retry: 3000\n\n")

    play(scene)


def test_heart_beats_and_powers_are_looked_up_again(
    zone: Zone, play: Callable[[Scene], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_stream, "HEARTBEAT", 0.05)
    monkeypatch.setattr(live_stream, "_RECHECK", 0.1)
    cookie = signed_in(zone, "office")

    async def scene(application: LiveApplication) -> None:
        browser = Browser(application, "/live/TZ/", host="localhost", cookie=cookie)
        await browser.until("\n:\n\n:\n\n")
        Appointment.objects.filter(zone=zone).delete()
        await asyncio.wait_for(browser.task, 30)

    play(scene)


def test_shutting_down_ends_the_streams(zone: Zone, play: Callable[[Scene], None]) -> None:
    cookie = signed_in(zone, "office")
    browsers: list[Browser] = []

    async def scene(application: LiveApplication) -> None:
        browsers.append(Browser(application, "/live/TZ/", host="localhost", cookie=cookie))
        await browsers[0].until("event: ready")
        application._hub.close()
        await asyncio.wait_for(browsers[0].task, 30)

    play(scene)


def a_change(number: int) -> Change:
    return Change("TZ", "projects.project", str(number), "projects.project.edited")


def test_equal_changes_are_told_once_and_in_order() -> None:
    async def scene() -> None:
        subscription = Subscription("TZ")
        for number in (2, 1, 2, 1):
            subscription.offer(a_change(number))
        assert await subscription.take(0) == [a_change(2), a_change(1)]
        assert await subscription.take(0) == []
        assert subscription.open

    asyncio.run(scene())


def test_watcher_that_is_too_slow_is_let_go() -> None:
    async def scene() -> None:
        hub = Hub(connect=lambda: psycopg.AsyncConnection.connect())
        with hub.subscribe("TZ") as slow, hub.subscribe("TZ") as quick:
            for number in range(1000):
                hub.publish(json.dumps({"zone": "TZ", "subject": "x", "id": number, "event": "y"}))
                if quick.open:
                    await quick.take(0)
            assert (slow.open, quick.open) == (False, True)
            assert await slow.take(0) == []

    asyncio.run(scene())
