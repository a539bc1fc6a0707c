"""The minutes 纪要 of a meeting as a Word document, in Chinese whatever the reader's language is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guatu.core.actor import Actor
from guatu.documents.paper import Paper
from guatu.meetings.choices import ItemKind
from guatu.meetings.models.meeting import AgendaItem, Attendance, Meeting, Resolution
from guatu.meetings.rules.why import why_sentence
from guatu.meetings.selectors.meetings import Sheet, agenda_of, sheet_of

LANGUAGE = "zh-hans"


def minutes(meeting: Meeting, *, actor: Actor) -> bytes:
    """The document of what was discussed and resolved, as far as the actor may see the items."""
    with translation.override(LANGUAGE):
        items = agenda_of(meeting, actor=actor)
        paper = Paper(_("Minutes of %(meeting)s") % {"meeting": meeting.title})
        _head(paper, meeting)
        _body(paper, meeting, items)
        _people(paper, sheet_of(meeting))
        return paper.to_bytes()


def _head(paper: Paper, meeting: Meeting) -> None:
    paper.red_heading(pgettext("red heading", "Minutes of %(name)s") % {"name": meeting.name})
    if meeting.number is not None:
        paper.number_line(_("(No. %(number)s)") % {"number": meeting.number})
    paper.ruled_line(meeting.series.unit.name, _day(meeting.day))
    paper.blank()


def _body(paper: Paper, meeting: Meeting, items: Sequence[AgendaItem]) -> None:
    paper.text(_opening(meeting))
    number = 0
    for head, kinds in _sections():
        told = [item for item in items if item.kind in kinds and (item.outcome or item.discussion)]
        if not told:
            continue
        number += 1
        paper.level(1, number, head)
        for place, item in enumerate(told, start=1):
            _item(paper, place, item)
    moved = [item.title for item in items if item.moved_to_id is not None and not item.discussion]
    if moved:
        number += 1
        paper.level(1, number, str(_("Moved to the next meeting")))
        paper.text(pgettext("between titles", "; ").join(moved) + pgettext("end of a sentence", "."))
    passed = [resolution for item in items for resolution in item.resolutions.all()]
    if passed:
        number += 1
        paper.level(1, number, str(_("What was resolved")))
        _table(paper, sorted(passed, key=lambda r: r.place))
    if meeting.notes:
        paper.text(meeting.notes)


def _opening(meeting: Meeting) -> str:
    told = {
        "day": _day(meeting.day),
        "chair": meeting.chaired_by or meeting.series.unit.name,
        "venue": meeting.venue,
        "title": meeting.title,
    }
    if meeting.branch_venues:
        told["branches"] = pgettext("between names", ", ").join(meeting.branch_venues)
        return (
            _(
                "On %(day)s %(chair)s chaired %(title)s in %(venue)s, with branch venues in %(branches)s. "
                "The minutes are as follows:"
            )
            % told
        )
    return _("On %(day)s %(chair)s chaired %(title)s in %(venue)s. The minutes are as follows:") % told


def _sections() -> list[tuple[str, tuple[str, ...]]]:
    return [
        (_("What came of last time's resolutions"), (ItemKind.PROMISE,)),
        (_("How projects advance"), (ItemKind.RED, ItemKind.YELLOW)),
        (_("Matters settled together"), (ItemKind.MATTER, ItemKind.HELP)),
        (_("Further items"), (ItemKind.BACKLOG, ItemKind.FREE)),
    ]


def _item(paper: Paper, place: int, item: AgendaItem) -> None:
    stop = pgettext("end of a sentence", ".")
    paper.level(2, place, f"{item.title}{stop}", why_sentence(item.why))
    if item.discussion:
        paper.text(item.discussion)
    for number, resolution in enumerate(item.resolutions.all(), start=1):
        paper.level(3, number, resolution.text, _owner(resolution))


def _owner(resolution: Resolution) -> str:
    return _("(Lead unit: %(unit)s; due on %(day)s)") % {
        "unit": resolution.lead_unit.name,
        "day": _day(resolution.due_on),
    }


def _table(paper: Paper, passed: Sequence[Resolution]) -> None:
    paper.table(
        [_("No."), _("Resolution"), _("Lead unit"), _("Due on"), _("Matter")],
        [
            [str(r.place), r.text, r.lead_unit.name, date_format(r.due_on, "m-d"), r.matter.number]
            for r in passed
        ],
        (14, 54, 30, 22, 36),
    )


def _people(paper: Paper, sheet: Sheet) -> None:
    if not sheet.all:
        return
    paper.blank()
    groups: Sequence[tuple[str, Sequence[Attendance]]] = (
        (_("Present"), sheet.present),
        (pgettext("at a meeting", "On leave"), sheet.leave),
        (_("Absent"), sheet.absent),
        (_("Sitting in"), sheet.sits_in),
    )
    for label, rows in groups:
        if rows:
            paper.people(label, [_seat(row) for row in rows])


def _seat(row: Attendance) -> str:
    who = " ".join(part for part in (row.unit.name if row.unit else "", row.name) if part)
    if row.substitute:
        return _("%(unit)s %(name)s (for %(instead)s)") % {
            "unit": row.unit.name if row.unit else "",
            "name": row.substitute,
            "instead": row.name or _("its head"),
        }
    return who


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
