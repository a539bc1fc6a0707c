"""What a monitor asks for: `GET /metrics`, in Prometheus' form. Names of pages and counts, never of people.

Where several processes answer, `PROMETHEUS_MULTIPROC_DIR` names a folder that they share, and each answers for all.
"""

import hmac
import ipaddress
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.views.decorators.http import require_safe
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

REQUESTS = Counter("guatu_requests", "Requests answered", ["view", "method", "status"])
SECONDS = Histogram(
    "guatu_request_seconds",
    "Seconds to answer a request",
    ["view"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
LIVE = Gauge("guatu_live_connections", "Open streams of live updates", multiprocess_mode="livesum")

_FIGURES = (
    "SELECT (SELECT extract(epoch FROM at) FROM core_pulse WHERE name = 'tick'),"
    " (SELECT extract(epoch FROM at) FROM core_pulse WHERE name = 'backup'),"
    " (SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '1 minute'),"
    " (SELECT count(DISTINCT job_id) FROM procrastinate_events"
    " WHERE type = 'failed' AND at > now() - interval '1 day')"
)
_STATES = ("todo", "doing", "failed", "succeeded", "cancelled", "aborted")


class DatabaseCollector:
    """What the database knows: whether it answers, the queue, when tick and backup last ran."""

    def collect(self) -> Iterator[Metric]:
        up = GaugeMetricFamily("guatu_database_up", "Whether the database answers")
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY 1")
                states = dict(cursor.fetchall())
                cursor.execute(_FIGURES)
                tick, backup, workers, failed = cursor.fetchone()
        except DatabaseError:
            up.add_metric([], 0)
            yield up
            return
        up.add_metric([], 1)
        yield up
        jobs = GaugeMetricFamily("guatu_queue_jobs", "Jobs in the queue", labels=["state"])
        for state in (*_STATES, *sorted(states.keys() - set(_STATES))):
            jobs.add_metric([state], states.get(state, 0))
        yield jobs
        for name, told, value in (
            ("guatu_workers", "Workers heard of within a minute", workers),
            ("guatu_jobs_failed_within_day", "Jobs that failed within a day", failed),
            ("guatu_last_tick_timestamp_seconds", "When the clocks were last advanced", tick),
            ("guatu_last_backup_timestamp_seconds", "When a backup was last written", backup),
        ):
            if value is not None:
                yield GaugeMetricFamily(name, told, value=float(value))


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures, for whoever comes from an allowed network or with the token."""
    if not may_read_metrics(request):
        return HttpResponseForbidden(
            "metrics: not from this address, and not without the token\n", "text/plain"
        )
    registry, folder = CollectorRegistry(), os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    if folder:
        _forget_the_dead(Path(folder))
        collect: Any = MultiProcessCollector
        collect(registry)
    own = generate_latest(registry if folder else REGISTRY)
    asked = CollectorRegistry()
    asked.register(DatabaseCollector())
    return HttpResponse(own + generate_latest(asked), content_type=CONTENT_TYPE_LATEST)


def may_read_metrics(request: HttpRequest) -> bool:
    """By the token `GUATU_METRICS_TOKEN`, or from one of `GUATU_METRICS_NETWORKS`."""
    token = settings.GUATU_METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and hmac.compare_digest(given.encode(), token.encode()):
        return True
    try:
        address = ipaddress.ip_address(_client(request))
    except ValueError:
        return False
    networks = map(ipaddress.ip_network, settings.GUATU_METRICS_NETWORKS)
    return any(address in network for network in networks)


def _client(request: HttpRequest) -> str:
    """Who asks. Behind proxies, what the outermost of them has seen; a proxy nobody told us of is nobody."""
    forwarded = [a.strip() for a in request.headers.get("X-Forwarded-For", "").split(",") if a.strip()]
    proxies: int = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    if proxies:
        return forwarded[-proxies] if len(forwarded) >= proxies else ""
    return "" if forwarded else str(request.META.get("REMOTE_ADDR", ""))


def _forget_the_dead(folder: Path) -> None:
    """Gauges of processes that have ended no longer count."""
    for path in folder.glob("gauge_live*_*.db"):
        pid = path.stem.rsplit("_", 1)[1]
        if pid.isdigit() and not _alive(int(pid)):
            forget: Any = mark_process_dead
            forget(int(pid), str(folder))


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
