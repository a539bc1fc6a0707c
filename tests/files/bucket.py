"""A server that speaks S3, for the tests' own use, and what lies in its bucket."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import boto3
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

NAME = "guatu-files"
KEYS = {"GUATU_S3_KEY_ID": "a-key", "GUATU_S3_SECRET_KEY": "a-secret", "GUATU_S3_REGION": "us-east-1"}
_DENIED = b'<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>'


def refuse_nothing(method: str, path: str) -> bool:
    return False


@dataclass
class Bucket:
    """One bucket. `environment` names it to Guatu; whom it lets in besides those with keys, and what it refuses even to
    them, a test may change."""

    endpoint: str = ""
    name: str = NAME
    public: bool = False
    refuses: Callable[[str, str], bool] = refuse_nothing
    asked: list[tuple[str, str]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        return {**KEYS, "GUATU_S3_ENDPOINT": self.endpoint, "GUATU_S3_BUCKET": self.name}

    @property
    def client(self) -> Any:
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            region_name=KEYS["GUATU_S3_REGION"],
            aws_access_key_id=KEYS["GUATU_S3_KEY_ID"],
            aws_secret_access_key=KEYS["GUATU_S3_SECRET_KEY"],
        )

    def files(self) -> dict[str, bytes]:
        """Name → content."""
        client = self.client
        listed = client.list_objects_v2(Bucket=self.name).get("Contents", [])
        return {o["Key"]: client.get_object(Bucket=self.name, Key=o["Key"])["Body"].read() for o in listed}

    def renew(self) -> None:
        """As it was at first."""
        self.public, self.refuses = False, refuse_nothing
        for key in self.files():
            self.client.delete_object(Bucket=self.name, Key=key)
        self.asked.clear()


class _Silent(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *arguments: Any) -> None:
        """Nothing: the tests look at what comes of it."""


@contextmanager
def serving(*, port: int = 0) -> Iterator[Bucket]:
    """The server with an empty bucket, for as long as the block runs."""
    inner, bucket = DomainDispatcherApplication(create_backend_app), Bucket()

    def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        bucket.asked.append((method, path))
        if bucket.refuses(method, path) or not (bucket.public or "HTTP_AUTHORIZATION" in environ):
            start_response("403 Forbidden", [("Content-Length", str(len(_DENIED))), ("Connection", "close")])
            return [] if method == "HEAD" else [_DENIED]
        answer: Iterable[bytes] = inner(environ, start_response)
        return answer

    server = make_server("127.0.0.1", port, application, threaded=True, request_handler=_Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        bucket.endpoint = f"http://127.0.0.1:{server.server_port}"
        bucket.client.create_bucket(Bucket=NAME)
        yield bucket
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
