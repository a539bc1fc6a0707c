"""What is shown of a webhook's address: never its key."""

from urllib.parse import urlsplit


def masked(webhook: str) -> str:
    """Its host, and of its key the last four characters where it is long enough."""
    tail = webhook[-4:] if len(webhook) > 40 else ""
    return f"{urlsplit(webhook).hostname or ''} ····{tail}"
