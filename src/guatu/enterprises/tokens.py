"""That no log ever holds the token of a link."""

from __future__ import annotations

import logging
import re

_IN_ADDRESS = re.compile(r"(/[cet]/)[^/\s'\"?]+")


def without_tokens(text: str) -> str:
    """`text` with the token of every link's address blotted out."""
    return _IN_ADDRESS.sub(r"\1…", text)


class HideTokens(logging.Filter):
    """Takes tokens out of every line before it is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        hidden = without_tokens(message)
        if hidden != message:
            record.msg, record.args = hidden, ()
        return True
