"""Putting a mark on the rows behind a number, so that it can be told later whether they are the same."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from guatu.figures.definition import Figure
from guatu.figures.reading import Row


def fingerprint(parts: Iterable[tuple[Figure, list[Row]]]) -> str:
    """SHA-256 over the figure's counts and sums by name, each with its rows' ids and amounts in the order of the ids;
    empty where no rows stand behind it."""
    digest, some = sha256(), False
    for figure, rows in parts:
        digest.update(f"{figure.name}\n".encode())
        for row in sorted(rows, key=lambda one: one.id):
            some = True
            digest.update(f"{row.id}\t{'' if row.amount is None else row.amount.normalize()}\n".encode())
    return digest.hexdigest() if some else ""
