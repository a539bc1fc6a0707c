"""What a backup says of itself: the last member of its archive, and what everything before it is checked against."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from guatu.backups.errors import BackupError

NAME = "manifest.json"
TABLES = "tables/"
FILES = "files/"


@dataclass
class Manifest:
    """Versions, counts and checksums. `tables`: columns, rows, sha256 of the text; `files`: size, sha256.

    `missing` names files that rows speak of and that were not there, or not as the row says, when it was written.
    """

    at: str
    guatu: str
    postgresql: str
    secret: str
    migrations: list[str]
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    sequences: dict[str, int | None] = field(default_factory=dict)
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return sum(table["rows"] for table in self.tables.values())

    def to_bytes(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Manifest:
        try:
            return cls(**json.loads(data))
        except (ValueError, TypeError) as error:
            raise BackupError(f"the backup's {NAME} cannot be read: {error}") from error
