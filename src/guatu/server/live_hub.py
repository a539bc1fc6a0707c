"""From PostgreSQL's NOTIFY to everybody who watches the zone."""

import asyncio
import contextlib
import json
import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any

import psycopg

CHANNEL = "guatu_live"
_LONGEST_QUEUE = 200  # different changes
_SILENCE = 30.0  # seconds without a message after which the database is asked whether it is still there
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Change:
    """That an object has changed. `subject` is its type (`projects.project`); `*` stands for everything."""

    zone: str
    subject: str
    id: str
    event: str

    @classmethod
    def everything(cls, zone: str) -> "Change":
        """“Look at everything again”, for when changes may have been missed."""
        return cls(zone, "*", "*", "*")


class Subscription:
    """What one watcher of a zone has still to be told. Equal changes are told once.

    It closes itself when its watcher is too slow; the browser then connects anew and looks at everything.
    """

    def __init__(self, zone: str) -> None:
        self.zone = zone
        self.open = True
        self._pending: dict[Change, None] = {}
        self._wake = asyncio.Event()

    def offer(self, change: Change) -> None:
        """Add a change; never blocks."""
        if not self.open:
            return
        if len(self._pending) >= _LONGEST_QUEUE:
            self.close()
        else:
            self._pending[change] = None
            self._wake.set()

    async def take(self, seconds: float) -> list[Change]:
        """The pending changes, in order, as soon as there are any; none after `seconds`, or when closed."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._wake.wait(), seconds)
        self._wake.clear()
        changes, self._pending = list(self._pending), {}
        return changes

    def close(self) -> None:
        """Wake the watcher for the last time."""
        self.open = False
        self._pending = {}
        self._wake.set()


class Hub:
    """Listens on one database connection for all watchers of this process."""

    def __init__(self, connect: Callable[[], Awaitable["psycopg.AsyncConnection[Any]"]]) -> None:
        self._connect = connect
        self._subscriptions: dict[str, set[Subscription]] = {}

    @contextlib.contextmanager
    def subscribe(self, zone: str) -> Iterator[Subscription]:
        """A subscription to the zone's changes while the block runs."""
        subscription = Subscription(zone)
        self._subscriptions.setdefault(zone, set()).add(subscription)
        try:
            yield subscription
        finally:
            self._subscriptions[zone].discard(subscription)
            if not self._subscriptions[zone]:
                del self._subscriptions[zone]

    def publish(self, payload: str) -> None:
        """Hand a notification (JSON with zone, subject, id, event) to the zone's watchers."""
        try:
            message = json.loads(payload)
            change = Change(*(str(message[key]) for key in ("zone", "subject", "id", "event")))
        except (ValueError, KeyError, TypeError):
            _log.warning("not a live update: %.200s", payload)
            return
        for subscription in tuple(self._subscriptions.get(change.zone, ())):
            subscription.offer(change)

    async def run(self) -> None:
        """Listen until cancelled. While the database is away, try again; then have all look at everything."""
        pause = 0.0
        while True:
            await asyncio.sleep(pause)
            try:
                async with await self._connect() as connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    pause = 0.0
                    for zone, subscriptions in self._subscriptions.items():
                        for subscription in tuple(subscriptions):
                            subscription.offer(Change.everything(zone))
                    await self._listen(connection)
            except psycopg.Error as error:
                _log.warning("live updates wait for the database: %s", error)
            except Exception:
                _log.exception("live updates failed; trying again")
            pause = min(5.0, max(0.25, pause * 2))

    async def _listen(self, connection: "psycopg.AsyncConnection[Any]") -> None:
        while True:
            async for notification in connection.notifies(timeout=_SILENCE):
                self.publish(notification.payload)
            await connection.execute("SELECT 1")

    def close(self) -> None:
        """End every subscription."""
        for subscriptions in self._subscriptions.values():
            for subscription in tuple(subscriptions):
                subscription.close()
