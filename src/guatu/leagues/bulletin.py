"""The bulletin 通报 of a league table and the letter of an award as Word documents, in Chinese whatever the reader's
language is."""

from __future__ import annotations

from datetime import date

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.documents.paper import Paper
from guatu.leagues.choices import RunStatus
from guatu.leagues.models import Award, LeagueRun
from guatu.leagues.peers import group_label
from guatu.leagues.presenting import Group, columns_of, groups_of
from guatu.leagues.wording import book_words

LANGUAGE = "zh-hans"
# Millimetres of the type area for place, unit, movement and total; the rest is shared by the criteria.
_FIXED = (14, 40, 22, 20)
_WIDTH = 156


def bulletin(run: LeagueRun, zone: Zone) -> bytes:
    """The places group by group, the rules in words, what was left out, until when units may object."""
    with translation.override(LANGUAGE):
        period = Period.parse(run.period).label
        paper = Paper(_("Bulletin on %(table)s, %(period)s") % {"table": run.table.name, "period": period})
        paper.red_heading(pgettext("red heading", "Bulletin of %(zone)s") % {"zone": zone.name})
        paper.ruled_line(zone.name, _day(run.published_on or run.as_of.date()))
        paper.title(_("%(table)s, %(period)s") % {"table": run.table.name, "period": period})
        paper.text(_opening(run, period))
        number = 0
        for group in groups_of(run, zone):
            number += 1
            paper.level(1, number, group.label)
            _places(paper, group)
        _rules(paper, run, number + 1)
        return paper.to_bytes()


def _opening(run: LeagueRun, period: str) -> str:
    told = {
        "table": run.table.name,
        "period": period,
        "purpose": run.table.purpose,
        "number": run.number,
        "what": run.correction,
    }
    text = _("%(purpose)s The places in “%(table)s” of %(period)s are made known as follows.") % told
    if run.corrects_id:
        text += _("This is version %(number)s; corrected: %(what)s") % told
    return text


def _places(paper: Paper, group: Group) -> None:
    cells = group.rows[0].cells
    each = (_WIDTH - sum(_FIXED)) // max(len(cells), 1)
    paper.table(
        [
            pgettext("in a ranking", "Place"),
            _("Unit"),
            *(f"{cell.column.label} ({cell.column.weight})" for cell in cells),
            pgettext("of scores", "Total"),
            _("Moved"),
        ],
        [
            [
                "—" if row.line.place is None else str(row.line.place),
                row.line.unit_name if not row.why else f"{row.line.unit_name} ({row.why})",
                *(f"{cell.value} / {cell.score}" for cell in row.cells),
                row.total,
                f"{row.arrow} {row.moved}".strip(),
            ]
            for row in group.rows
        ],
        (_FIXED[0], _FIXED[1], *(each for _cell in cells), _FIXED[3], _FIXED[2]),
    )


def _rules(paper: Paper, run: LeagueRun, number: int) -> None:
    columns = columns_of(run.rules, run.formulas)
    stop = pgettext("end of a sentence", ".")
    paper.level(1, number, _("How it is worked out"))
    for place, column in enumerate(columns, 1):
        paper.level(2, place, f"{column.label}{stop}", f"{column.formula}{stop}{column.method}{stop}")
    for words in book_words(run.rules.book, {column.key: column.label for column in columns}):
        paper.text(words)
    if run.left_out:
        paper.level(1, number + 1, _("What was left out"))
        for one in run.left_out:
            paper.text(f"{one['unit']}: {one['reason']}{stop}")
    if run.status == RunStatus.PUBLISHED and run.objections_until:
        text = _("Ranked units may object to a number of theirs until %(day)s.")
        paper.text(text % {"day": _day(run.objections_until)})


def award_letter(award: Award, zone: Zone) -> bytes:
    """The letter that a unit gets with its award."""
    with translation.override(LANGUAGE):
        period = Period.parse(award.run.period).label
        paper = Paper(f"{award.title} {award.unit_name}")
        paper.red_heading(zone.name)
        paper.ruled_line(zone.name, _day(award.given_on))
        paper.title(award.title)
        paper.text(pgettext("a letter's address", "%(unit)s:") % {"unit": award.unit_name})
        told = {
            "table": award.run.table.name,
            "period": period,
            "group": group_label(award.group),
            "place": award.place,
            "title": award.title,
        }
        paper.text(
            _(
                "In “%(table)s” of %(period)s your unit came to place %(place)s in the group “%(group)s” and is "
                "awarded “%(title)s”. May it keep on."
            )
            % told
        )
        paper.blank()
        paper.text(zone.name)
        paper.text(_day(award.given_on))
        return paper.to_bytes()


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
