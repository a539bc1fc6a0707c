"""Traces by OpenTelemetry, where `OTEL_EXPORTER_OTLP_ENDPOINT` says where they go: requests, jobs, their statements.

Without that variable nothing of OpenTelemetry is imported. Like the log, a trace holds no address, no person and no
value of a statement: pages go by their names, statements by their text with places for values. All else that
OpenTelemetry understands (`OTEL_SERVICE_NAME`, `OTEL_TRACES_SAMPLER`, headers, time limits) is in its own variables.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from guatu.core.request_ids import current_request_id

WHERE_TO = "OTEL_EXPORTER_OTLP_ENDPOINT"
_LONGEST = 4000  # characters of a statement
_SERVER_ERROR = 500

Tell = Callable[[str, Mapping[str, Any]], None]


@contextmanager
def traced(name: str, headers: Mapping[str, str] | None = None) -> Iterator[Tell]:
    """A span around the block, below the caller's where `headers` name one (`traceparent`). The block is given what
    names the span and adds to it once more is known; an error that leaves the block is noted by its kind alone.

    Raises `ImproperlyConfigured` where traces are asked for and the packages are not there.
    """
    if not os.environ.get(WHERE_TO):
        yield _tell_nobody
        return
    from opentelemetry.propagate import extract
    from opentelemetry.trace import SpanKind, StatusCode

    tracer, kind = _tracer(), SpanKind.CONSUMER if headers is None else SpanKind.SERVER
    with tracer.start_as_current_span(
        name,
        context=extract(headers or {}),
        kind=kind,
        attributes={"guatu.request_id": current_request_id()},
        record_exception=False,
        set_status_on_exception=False,
    ) as span:

        def tell(better: str, attributes: Mapping[str, Any]) -> None:
            span.update_name(better)
            span.set_attributes(dict(attributes))
            if attributes.get("http.response.status_code", 0) >= _SERVER_ERROR:
                span.set_status(StatusCode.ERROR)

        try:
            with connection.execute_wrapper(_statement):
                yield tell
        except BaseException as error:
            span.set_status(StatusCode.ERROR, type(error).__name__)
            raise


def _tell_nobody(_name: str, _attributes: Mapping[str, Any]) -> None:
    pass


def _statement(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    from opentelemetry.trace import SpanKind, StatusCode

    text = str(sql)
    with _tracer().start_as_current_span(
        text.partition(" ")[0].upper() or "SQL",
        kind=SpanKind.CLIENT,
        attributes={"db.system.name": "postgresql", "db.query.text": text[:_LONGEST]},
        record_exception=False,
        set_status_on_exception=False,
    ) as span:
        try:
            return execute(sql, params, many, context)
        except Exception as error:
            # Not what it says: PostgreSQL names the values that it refuses.
            span.set_status(StatusCode.ERROR, type(error).__name__)
            raise


@lru_cache(maxsize=1)
def _tracer() -> Any:
    """Made when it is first asked for, which is within the process that serves: threads do not outlive a fork."""
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise ImproperlyConfigured(
            f"{WHERE_TO} is set, but OpenTelemetry is not installed: install guatu[otel], or unset it"
        ) from error
    os.environ.setdefault("OTEL_SERVICE_NAME", "guatu")
    provider = TracerProvider(resource=Resource.create())
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return provider.get_tracer("guatu")
