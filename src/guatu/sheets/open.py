"""Opening a workbook from outside: whatever it is, the answer is a `Workbook` or a `SheetError`."""

import json
import os
import subprocess
import sys
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from guatu.sheets.errors import SheetError
from guatu.sheets.limits import DEFAULT, MIB, Limits
from guatu.sheets.workbook import Merge, Sheet, Workbook

_SIGXCPU = 24  # sent when the limit of processor time is reached; not every system names it
_SOURCE = str(Path(__file__).resolve().parents[2])


def open_workbook(source: Path | bytes, name: str = "", limits: Limits = DEFAULT) -> Workbook:
    """Read an xlsx, xls or csv file (told by its content). `name` is how messages call it.

    The file is read by a process of its own within `limits`. Raises `SheetError` for a file that is too
    big, damaged, protected, carries macros, or is no workbook at all, and where there is no such file.
    """
    name = name or (source.name if isinstance(source, Path) else "")
    try:
        size = source.stat().st_size if isinstance(source, Path) else len(source)
        if size > limits.file_bytes:
            raise SheetError("too_big", name, size=-(-size // MIB), limit=limits.file_bytes // MIB)
        data = source.read_bytes() if isinstance(source, Path) else source
    except OSError as error:
        raise SheetError("not_readable", str(source)) from error
    answer = _read_apart(data, name, limits)
    if (refusal := answer.get("refusal")) is not None:
        code, place = refusal.pop("code"), refusal.pop("place", "")
        raise SheetError(code, f"{name} [{place}]" if place else name, **refusal)
    return Workbook(name, answer["kind"], tuple(_sheet(sheet, name) for sheet in answer["sheets"]))


def _read_apart(data: bytes, name: str, limits: Limits) -> dict[str, Any]:
    """Run the reading process; its death means that the file asked for too much."""
    command = [sys.executable, "-P", "-m", "guatu.sheets.worker", json.dumps(limits._asdict())]
    environment = {"PYTHONPATH": _SOURCE, "PYTHONUTF8": "1", "SYSTEMROOT": os.environ.get("SYSTEMROOT", "")}
    try:
        done = subprocess.run(  # noqa: S603 – our own module, no shell
            command, input=data, capture_output=True, env=environment, timeout=limits.seconds
        )
    except subprocess.TimeoutExpired as error:
        raise SheetError("time", name, limit=limits.seconds) from error
    if done.returncode == 0:
        answer: dict[str, Any] = json.loads(done.stdout, object_hook=_decode)
        return answer
    if done.returncode == -_SIGXCPU:
        raise SheetError("time", name, limit=limits.seconds)
    if done.returncode < 0 or b"MemoryError" in done.stderr:
        raise SheetError("memory", name, limit=limits.memory_bytes // MIB)
    raise SheetError("corrupt", name)


def _decode(entry: dict[str, Any]) -> Any:
    text = entry.get("$")
    if text is None:
        return entry
    if len(text) == 10:
        return date.fromisoformat(text)
    return time.fromisoformat(text) if text[2] == ":" else datetime.fromisoformat(text)


def _sheet(entry: dict[str, Any], name: str) -> Sheet:
    rows = entry["rows"]
    errors = {(row, column): text for row, column, text in entry.get("errors", ())}
    for (row, column), text in errors.items():
        if row <= len(rows) and column <= len(rows[row - 1]):
            rows[row - 1][column - 1] = text
    return Sheet(
        name=entry["name"] or Path(name).stem,
        rows=rows,
        hidden=entry["hidden"],
        merges=tuple(Merge(*merge) for merge in entry.get("merges", ())),
        hidden_columns=frozenset(
            column for first, last in entry.get("hidden_columns", ()) for column in range(first, last + 1)
        ),
        hidden_rows=frozenset(entry.get("hidden_rows", ())),
        comments={(row, column): text for row, column, text in entry.get("comments", ())},
        shown={(row, column): hint for row, column, hint in entry.get("shown", ())},
        errors=errors,
        uncomputed=frozenset((row, column) for row, column in entry.get("uncomputed", ())),
    )
