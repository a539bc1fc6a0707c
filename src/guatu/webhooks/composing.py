"""What a message says: that something happened, when, and to what, by ids. Whoever wants to know more asks the API,
with powers of their own, so that keeping webhooks gives nobody a look into the zone's affairs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from guatu.core.clock import now

TEST = "guatu.test"
MANY = "guatu.many"


def message(event: str, data: Mapping[str, Any], *, at: Any = None) -> str:
    """The body: `type`, `timestamp` and `data`, as Standard Webhooks has them."""
    moment = at or now()
    document = {"type": event, "timestamp": moment.isoformat(timespec="milliseconds"), "data": data}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def about_entry(entry: Mapping[str, Any], zone_code: str) -> str:
    """One entry of the record, without names, words and values."""
    return message(
        entry["event"],
        {
            "zone": zone_code,
            "sequence": entry["sequence"],
            "actor": entry["actor_kind"],
            "subject": {"type": entry["subject_type"], "id": str(entry["subject_id"])},
            "about": [str(i) for i in entry["about"]],
        },
        at=entry["at"],
    )


def about_many(entries: Sequence[Mapping[str, Any]], zone_code: str) -> str:
    """Of a change with very many entries, such as an import: how many of each kind, from where to where."""
    return message(
        MANY,
        {
            "zone": zone_code,
            "first_sequence": entries[0]["sequence"],
            "last_sequence": entries[-1]["sequence"],
            "events": dict(sorted(Counter(entry["event"] for entry in entries).items())),
        },
        at=entries[-1]["at"],
    )
