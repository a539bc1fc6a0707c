"""What a customer of this package says about its table: which columns it knows, and how they are called."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from guatu.sheets.amounts import Unit
from guatu.sheets.periods import Shape


class Kind(StrEnum):
    """How the cells of a column are read. The type of the value is given behind."""

    SERIAL = "serial"  # the number of a row; str, kept as written
    TEXT = "text"  # one line; str
    LINES = "lines"  # text with its line breaks; str
    INTEGER = "integer"  # int
    NUMBER = "number"  # Decimal
    RATE = "rate"  # Decimal, 0–1
    AMOUNT = "amount"  # Amount
    UNIT = "unit"  # the unit or currency of the row's amounts; Unit
    DATE = "date"  # PartialDate
    YEARS = "years"  # DateSpan
    TICK = "tick"  # bool


@dataclass(frozen=True, slots=True)
class Field:
    """A column that a customer knows.

    `label` is its usual header and `synonyms` are others; both may be paths (“时间节点/计划开工”). Brackets,
    units, periods (“1-6月”, “2018年”), white space and the words 时间, 日期, 额 at the end do not matter.
    `shapes` are the periods that the header may carry, the best first; a header with another period is
    another column. `excludes` are words that rule a header out. `key` marks the column that names the row's
    subject: without it a row is not data. `default_unit` holds where neither cell, header nor title has one.
    """

    name: str
    label: str
    synonyms: tuple[str, ...] = ()
    kind: Kind = Kind.TEXT
    required: bool = False
    key: bool = False
    default_unit: Unit | None = None
    shapes: tuple[Shape, ...] = ()
    excludes: tuple[str, ...] = ()


@dataclass(frozen=True)
class FieldSet:
    """The columns of one kind of table. Exactly one is the key; at most one each is the serial and the unit."""

    fields: tuple[Field, ...]

    def __post_init__(self) -> None:
        names = [field.name for field in self.fields]
        if len(set(names)) != len(names):
            raise ValueError("field names must differ")
        if sum(field.key for field in self.fields) != 1:
            raise ValueError("exactly one field must be the key")
        for kind in (Kind.SERIAL, Kind.UNIT):
            if sum(field.kind is kind for field in self.fields) > 1:
                raise ValueError(f"at most one field may be of kind {kind}")

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields)

    def __contains__(self, name: object) -> bool:
        return any(field.name == name for field in self.fields)

    def __getitem__(self, name: str) -> Field:
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)

    @property
    def key(self) -> Field:
        return next(field for field in self.fields if field.key)
