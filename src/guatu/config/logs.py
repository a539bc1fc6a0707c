"""Log lines: plain for people, JSON for machines, without secrets in either."""

import json
import logging
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from guatu.core.request_ids import current_request_id
from guatu.enterprises.tokens import without_tokens

_PASSWORD_IN_ADDRESS = re.compile(r"(\b[a-z][a-z0-9+.]*://[^\s:/@]*):[^\s@/]+@")
_NAMED = re.compile(
    r"(?i)\b(password|passwd|secret|token|authorization|access_token|key)(['\"]?\s*[=:]\s*['\"]?)[^\s'\",&]{6,}"
)
_SHORTEST = 8  # what is shorter stands in too many words


def without_secrets(text: str) -> str:
    """`text` without passwords in addresses, tokens of links, and the installation's own secrets."""
    text = without_tokens(_NAMED.sub(r"\1\2…", _PASSWORD_IN_ADDRESS.sub(r"\1:…@", text)))
    own = [settings.SECRET_KEY, settings.EMAIL_HOST_PASSWORD, settings.DATABASES["default"].get("PASSWORD")]
    own += [
        app["secret"] for provider in settings.SOCIALACCOUNT_PROVIDERS.values() for app in provider["APPS"]
    ]
    for secret in own:
        if secret and len(secret) >= _SHORTEST:
            text = text.replace(secret, "…")
    return text


class PlainFormatter(logging.Formatter):
    """Time, level, logger, text."""

    def format(self, record: logging.LogRecord) -> str:
        return without_secrets(super().format(record))


class JsonFormatter(logging.Formatter):
    """One JSON object a line: `at`, `level`, `logger`, `message`; `request_id` and `exception` where known."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_secrets(record.getMessage()),
        }
        if request_id := current_request_id():
            line["request_id"] = request_id
        fields = getattr(record, "fields", None)
        if isinstance(fields, Mapping):
            line |= fields
        if record.exc_info:
            line["exception"] = without_secrets(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)


def logging_from_environment(environ: Mapping[str, str], *, debug: bool) -> dict[str, Any]:
    """Django's LOGGING. `GUATU_LOG=json` writes JSON and a line for each request; otherwise only what is amiss."""
    as_json = environ.get("GUATU_LOG") == "json"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "plain": {
                "()": "guatu.config.logs.PlainFormatter",
                "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
            },
            "json": {"()": "guatu.config.logs.JsonFormatter"},
        },
        # No log ever holds the token of an enterprise's link.
        "filters": {"hide_tokens": {"()": "guatu.enterprises.tokens.HideTokens"}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "json" if as_json else "plain",
                "filters": ["hide_tokens"],
            }
        },
        "root": {"handlers": ["stderr"], "level": "INFO" if debug else "WARNING"},
        "loggers": {
            "guatu.request": {"level": "INFO" if as_json else "WARNING"},
            "guatu.job": {"level": "INFO" if as_json else "WARNING"},
        },
    }
