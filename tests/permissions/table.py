"""The table of what is expected: a text file for each part of the product, which is read, and written anew by
`pytest --renew-matrix`.

A line is an address, its method, whose object it names, and one answer for each of `EVERYBODY` (`matrix/README.md`).
Lines that agree are one: `both` methods, objects of `own,sibling` units.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from tests.permissions.people import EVERYBODY, IN_UNIT

FOLDER = Path(__file__).with_name("matrix")
Answers = tuple[str, ...]
_METHODS = {"GET": ("GET",), "POST": ("POST",), "both": ("GET", "POST"), "WATCH": ("WATCH",)}
_BARS = {3, 3 + len(IN_UNIT)}


class Line(NamedTuple):
    name: str
    method: str
    whose: str


Table = Mapping[Line, Answers]


def sections() -> set[str]:
    return {path.stem for path in FOLDER.glob("*.txt")}


def read(section: str) -> dict[Line, Answers]:
    path, found = FOLDER / f"{section}.txt", {}
    for text in path.read_text("utf-8").splitlines()[1:] if path.exists() else ():
        name, methods, whose, *answers = text.replace("|", " ").split()
        for method in _METHODS[methods]:
            for one in whose.split(","):
                found[Line(name, method, one)] = tuple(answers)
    return found


def write(section: str, table: Table) -> None:
    head = _line(section, "", "", tuple(who.head for who in EVERYBODY))
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{section}.txt").write_text("".join((head, *_lines(table))), "utf-8")


def _lines(table: Table) -> Iterator[str]:
    for name in dict.fromkeys(line.name for line in table):
        merged: dict[tuple[tuple[str, Answers], ...], list[str]] = {}
        for whose in dict.fromkeys(line.whose for line in table if line.name == name):
            answers = tuple(
                (m, table[Line(name, m, whose)])
                for m in ("GET", "POST", "WATCH")
                if Line(name, m, whose) in table
            )
            if len(answers) == 2 and answers[0][1] == answers[1][1]:
                answers = (("both", answers[0][1]),)
            merged.setdefault(answers, []).append(whose)
        for answers, all_whose in merged.items():
            for method, cells in answers:
                yield _line(name, method, ",".join(all_whose), cells)


def _line(name: str, method: str, whose: str, cells: Answers) -> str:
    parts = [f"| {cell:<2}" if number in _BARS else f"{cell:<2}" for number, cell in enumerate(cells)]
    return f"{name:<38} {method:<5} {whose:<18} {' '.join(parts)}".rstrip() + "\n"
