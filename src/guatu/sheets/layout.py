"""What a written sheet consists of: columns, and lines of data, sections and totals in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from guatu.sheets.amounts import Unit
from guatu.sheets.fields import Kind


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A column of a written sheet.

    `header` may be a path (“时间节点/计划开工”), written as two rows with the group merged. `kind` tells what
    the values are (see `fields.Kind`); amounts are written as numbers of `unit`. `key` marks the column that
    takes the labels of sections. `total` columns are summed in section and total rows. `places` are the
    decimals shown, by default as many as the values need. `width` is in characters, by default fitted.
    """

    name: str
    header: str
    kind: Kind = Kind.TEXT
    unit: Unit | None = None
    key: bool = False
    total: bool = False
    places: int | None = None
    width: float | None = None
    comment: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class DataLine:
    """A row of data. Values are what `DataRow.values` holds for the kind; a missing one is an empty cell."""

    values: Mapping[str, object]
    comments: Mapping[str, str] = field(default_factory=dict)
    marked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A heading (一、结转续建项目（19个）) over the lines down to the next one of its level or further out."""

    serial: str
    label: str
    level: int = 1
    summed: bool = True


@dataclass(frozen=True, slots=True)
class TotalLine:
    """The sum of all data lines above it; `text` stands in the key column (54个)."""

    label: str = "合计"
    text: str = ""


Line = DataLine | SectionLine | TotalLine


@dataclass(frozen=True)
class SheetSpec:
    """A sheet: `titles` above (the first is the title, the others small lines such as 单位：亿元), notes below.

    `frozen` is the number of columns that stay in view.
    """

    name: str
    columns: Sequence[ColumnSpec]
    lines: Sequence[Line]
    titles: Sequence[str] = ()
    notes: Sequence[str] = ()
    frozen: int = 2
