"""What an import did, or would do."""

from dataclasses import dataclass, field
from uuid import UUID

from guatu.core.errors import Fault


@dataclass(slots=True)
class ImportOutcome:
    """What an import did. `project_ids` are those created or updated."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    created_units: list[str] = field(default_factory=list)
    created_people: list[str] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    project_ids: list[UUID] = field(default_factory=list)
