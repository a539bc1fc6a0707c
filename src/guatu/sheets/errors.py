"""Why a workbook could not be used, in words for the person who sent it."""

from django.utils.translation import gettext_lazy as _

from guatu.core.errors import Fault, InvalidInput

MESSAGES = {
    "not_readable": _("There is no such file, or it cannot be read."),
    "empty": _("The file is empty."),
    "too_big": _("The file has %(size)s MiB; at most %(limit)s MiB are read."),
    "unpacked_too_big": _(
        "The file unpacks to more than %(limit)s MiB, as no office list does. It was not opened."
    ),
    "too_many_parts": _("The file is packed from more than %(limit)s parts. It was not opened."),
    "encrypted": _("The workbook has a password. Remove the password in Excel or WPS and send it again."),
    "macros": _("The workbook contains macros. Save it as .xlsx without macros and send it again."),
    "external_entities": _(
        "The workbook contains document type declarations, which no office program writes. It was not opened."
    ),
    "web_page": _(
        "This is a web page, not a workbook, whatever its name says."
        " Open it in Excel or WPS and save it as .xlsx."
    ),
    "old_xml": _("This is an XML table of 2003. Open it in Excel or WPS and save it as .xlsx."),
    "binary_workbook": _("Binary workbooks (.xlsb) are not read. Save it as .xlsx and send it again."),
    "open_document": _("OpenDocument files (.ods) are not read. Save it as .xlsx and send it again."),
    "text_document": _("This is a text document, not a workbook. Copy its table into a workbook."),
    "not_a_workbook": _("This is not a workbook. Expected is an .xlsx, .xls or .csv file."),
    "corrupt": _("The file is damaged and cannot be read. Open it in Excel or WPS and save it again."),
    "encoding": _(
        "The characters of the text file cannot be read."
        " Save it as “CSV UTF-8” or as .xlsx and send it again."
    ),
    "too_many_sheets": _("The workbook has more than %(limit)s sheets."),
    "too_many_rows": _("The sheet is filled down to row %(rows)s; at most %(limit)s rows are read."),
    "too_many_columns": _(
        "The sheet is filled up to column %(column)s (%(columns)s columns);"
        " at most %(limit)s columns are read."
    ),
    "too_many_cells": _(
        "The sheets span more than %(limit)s cells. Delete what stands far below or beside the tables."
    ),
    "too_much_text": _("The workbook holds more than %(limit)s MiB of text."),
    "too_many_comments": _("The workbook has more than %(limit)s comments."),
    "memory": _("Reading the file would take more than %(limit)s MiB of memory."),
    "time": _("Reading the file took longer than %(limit)s seconds."),
    "no_sheet": _("There is no sheet “%(name)s”. The workbook has: %(names)s."),
    "nothing_fits": _("No sheet has a table with the expected columns. %(found)s"),
    "no_header": _(
        "No header row was found. Expected are columns such as %(expected)s;"
        " the first rows begin with: %(found)s."
    ),
    "bad_columns": _("The columns of the table cannot be used. %(found)s"),
    "text_too_long": _("A cell holds at most 32,767 characters; this text has %(length)s."),
    "too_many_to_write": _("A sheet holds at most 1,048,576 rows and 16,384 columns."),
}


class SheetError(InvalidInput):
    """A workbook that cannot be used. `code` is a key of `MESSAGES`, `place` a file, sheet or cell."""

    def __init__(self, code: str, place: str, **details: str | int) -> None:
        message = str(MESSAGES[code]) % details
        self.place = place
        super().__init__([Fault(place, message, code)], message)
        self.code = code

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else str(self.message)
