"""What is wrong with a cell: where it is, what stands there, why it cannot be used, what was expected."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _


class Severity(StrEnum):
    ERROR = "error"  # the row cannot be used
    WARNING = "warning"  # it was read, but somebody should look


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A problem at a cell (`row` and `column` letter), at a whole row (no column), or at a header."""

    row: int
    column: str
    field: str
    header: str
    value: str
    reason: str
    expected: str
    severity: Severity = Severity.ERROR

    @property
    def cell(self) -> str:
        return f"{self.column}{self.row}"

    def __str__(self) -> str:
        what = self.header + _(": ") if self.header else ""
        value = f"“{self.value}” – " if self.value else ""
        return f"{self.cell} {what}{value}{self.reason}" + (_("; ") + self.expected if self.expected else "")
