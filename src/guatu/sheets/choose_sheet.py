"""`choose_sheet`: which sheet of a workbook holds the table that is looked for."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from guatu.sheets.errors import SheetError
from guatu.sheets.fields import FieldSet
from guatu.sheets.header import Header, find_header
from guatu.sheets.table import Mapped
from guatu.sheets.workbook import Sheet, Workbook


@dataclass(frozen=True)
class SheetFit:
    """How well a sheet fits: the fields found, the required ones missing, and why it was not taken."""

    name: str
    hidden: bool
    score: float
    found: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class SheetChoice:
    """The sheet that fits best, and all sheets in the order of the workbook."""

    sheet: Sheet
    header: Header
    fits: tuple[SheetFit, ...]

    @property
    def others(self) -> tuple[SheetFit, ...]:
        return tuple(fit for fit in self.fits if fit.name != self.sheet.name)


def choose_sheet(
    workbook: Workbook, fields: FieldSet, mapping: Mapped = None, name: str | None = None
) -> SheetChoice:
    """The sheet `name`, or the one that fits `fields` best: all required columns, then the most columns,
    visible before hidden. Raises `SheetError` (`no_sheet`, `nothing_fits`) naming what was found."""
    if name is not None:
        workbook.sheet(name)
    fits: list[SheetFit] = []
    best: tuple[tuple[bool, bool, float], Sheet, Header] | None = None
    for sheet in workbook.sheets:
        fit, header = _fit(sheet, fields, mapping)
        fits.append(fit)
        if header is None or (name is not None and sheet.name != name):
            continue
        rank = (not fit.missing, not fit.hidden, fit.score)
        if best is None or rank > best[0]:
            best = (rank, sheet, header)
    if best is None or (fits and not best[0][0] and name is None):
        found = "; ".join(f"{fit.name}: {fit.reason}" for fit in fits) or "–"
        raise SheetError("nothing_fits", workbook.name, found=found)
    return SheetChoice(best[1], best[2], tuple(fits))


def _fit(sheet: Sheet, fields: FieldSet, mapping: Mapped) -> tuple[SheetFit, Header | None]:
    try:
        header = find_header(sheet, fields, mapping)
    except SheetError as error:
        return SheetFit(sheet.name, sheet.hidden, 0.0, reason=str(error.message)), None
    found = tuple(column.field for column in header.columns if column.field)
    missing = tuple(f.label for f in fields if (f.required or f.key) and f.name not in found)
    reason = _("no column for %(labels)s") % {"labels": "、".join(missing)} if missing else ""
    return SheetFit(sheet.name, sheet.hidden, header.score, found, missing, reason), header
