"""Traces go where the environment says, and hold nothing that is anybody's."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, connection
from django.test import Client
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from guatu.config import tracing
from guatu.config.tracing import WHERE_TO, traced
from guatu.core.models import Zone
from guatu.core.request_ids import request_id
from tests.builders import a_zone

pytestmark = pytest.mark.django_db


class Collector:
    """A receiver of traces."""

    def __init__(self) -> None:
        self.spans: list[Any] = []
        self.services: set[str] = set()
        self.came = Event()
        collector = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
                    collector.services |= {
                        one.value.string_value
                        for one in resource.resource.attributes
                        if one.key == "service.name"
                    }
                    collector.spans += [span for scope in resource.scope_spans for span in scope.spans]
                self.send_response(200)
                self.end_headers()
                collector.came.set()

            def log_message(self, *_arguments: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, daemon=True).start()

    def of(self, name: str) -> Any:
        """The span of that name, which has come or is on its way."""
        for _wait in range(100):
            for span in self.spans:
                if span.name == name:
                    return span
            self.came.wait(0.2)
            self.came.clear()
        raise AssertionError(f"no {name} among {[span.name for span in self.spans]}")


@pytest.fixture
def collector(monkeypatch: pytest.MonkeyPatch) -> Iterator[Collector]:
    collector = Collector()
    port = collector.server.server_address[1]
    monkeypatch.setenv(WHERE_TO, f"http://127.0.0.1:{port}")
    monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "50")
    monkeypatch.delenv("OTEL_SERVICE_NAME", raising=False)
    tracing._tracer.cache_clear()
    yield collector
    tracing._tracer.cache_clear()
    collector.server.shutdown()


def attributes(span: Any) -> dict[str, Any]:
    return {one.key: one.value.string_value or one.value.int_value for one in span.attributes}


def test_a_request_with_its_statements(collector: Collector) -> None:
    caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    headers = {"X-Request-ID": "asked-by-a-test", "traceparent": caller}
    answer = Client(headers=headers).get("/z/NOWHERE/search/?q=王小明")
    span = collector.of("GET search")
    told = attributes(span)
    assert told["guatu.request_id"] == "asked-by-a-test"
    assert told["http.response.status_code"] == answer.status_code
    assert span.trace_id.hex() == "0af7651916cd43dd8448eb211c80319c"
    assert collector.services == {"guatu"}
    everything = str([collector.of("GET search"), *collector.spans])
    assert "NOWHERE" not in everything
    assert "王小明" not in everything


def fail_in_a_job(zone: Zone) -> None:
    with traced("job") as tell, connection.cursor() as cursor:
        tell("deliver", {"guatu.job": 7})
        cursor.execute("INSERT INTO core_zone SELECT * FROM core_zone WHERE code = %s", [zone.code])


def test_a_job_its_statements_and_what_fails_in_it(collector: Collector) -> None:
    zone = a_zone("TZ")
    with request_id("asked-by-a-test"), pytest.raises(IntegrityError):
        fail_in_a_job(zone)
    job, statement = collector.of("deliver"), collector.of("INSERT")
    assert (attributes(job)["guatu.job"], attributes(job)["guatu.request_id"]) == (7, "asked-by-a-test")
    assert statement.parent_span_id == job.span_id
    assert "code = %s" in attributes(statement)["db.query.text"]
    assert [job.status.message, statement.status.message] == ["IntegrityError", "IntegrityError"]
    assert str(zone.id) not in str([job, statement])


def test_asked_for_without_the_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(WHERE_TO, "http://127.0.0.1:9")
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    tracing._tracer.cache_clear()
    with pytest.raises(ImproperlyConfigured, match=r"guatu\[otel\]"), traced("request"):
        pass


def test_not_asked_for_nothing_is_imported() -> None:
    code = "import sys, guatu.config.wsgi; sys.exit('opentelemetry' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
