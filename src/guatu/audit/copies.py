"""Entries as they are copied elsewhere: a line of JSON each, from which the receiver can check the chain. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from guatu.audit.rules import COVERED
from guatu.core.json import canonical

_FACILITY, _SEVERITY = 13, 6  # “log audit”, informational
_BOM = "\ufeff".encode()


def copied_entry(zone: str, entry: Mapping[str, Any]) -> bytes:
    """`{"entry": …, "hash": …, "previous_hash": …, "zone": …}` without a line's end. `entry` is exactly what the hash
    covers: hash = SHA-256(previous hash ‖ `entry` with sorted keys, no spaces, in UTF-8)."""
    covered = {name: entry[name] for name in COVERED}
    covered["at"] = entry["at"].astimezone(UTC).isoformat(timespec="microseconds")
    hashes = {name: bytes(entry[name]).hex() for name in ("hash", "previous_hash")}
    return canonical({"zone": zone, "entry": covered, **hashes})


def syslog_message(line: bytes, *, at: datetime, host: str) -> bytes:
    """One message by RFC 5424, framed with its length as RFC 5425 and RFC 6587 have it."""
    stamp = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    head = f"<{_FACILITY * 8 + _SEVERITY}>1 {stamp} {host or '-'} guatu - record - "
    message = head.encode("ascii", "replace") + _BOM + line
    return f"{len(message)} ".encode() + message


@dataclass
class Copy:
    """What a copy of the record holds of one zone: the numbers from `first` to `last`, and what is wrong with them."""

    first: int = 0
    last: int = 0
    twice: int = 0
    faults: list[str] = field(default_factory=list)


def check_copies(lines: Iterable[bytes]) -> dict[str, Copy]:
    """Zone → what its lines show. Lines may stand in a log, with other text before them, and come more than once, as
    they do after a failure; whoever sends the same number with another hash has changed the record."""
    copies: dict[str, Copy] = {}
    known: dict[str, dict[int, str]] = {}
    for said in _read(lines):
        zone, entry = said["zone"], said["entry"]
        copy, hashes = copies.setdefault(zone, Copy()), known.setdefault(zone, {})
        number, digest = entry["sequence"], said["hash"]
        if hashlib.sha256(bytes.fromhex(said["previous_hash"]) + canonical(entry)).hexdigest() != digest:
            copy.faults.append(f"entry {number} is not what its hash says")
        if number in hashes:
            copy.twice += 1
            if hashes[number] != digest:
                copy.faults.append(f"entry {number} came with two contents")
            continue
        if hashes and number != copy.last + 1:
            copy.faults.append(f"entry {copy.last + 1} is missing before entry {number}")
        elif hashes and said["previous_hash"] != hashes[copy.last]:
            copy.faults.append(f"entry {number} is not chained to the one before")
        hashes[number] = digest
        copy.first, copy.last = copy.first or number, number
    return copies


def _read(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    for line in lines:
        start = line.find(b'{"entry":')
        if start >= 0:
            yield json.loads(line[start:])
