"""The paragraph of a list as an office writes it, made from the records: every number opens its rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guatu.projects.choices import StartClass, SubClass
from guatu.projects.selectors.totals import Totals
from guatu.ui.templatetags.ui import percent, yi


class Rows:
    """Links into the project table: all of them within `scope` (parameters of the table's address)."""

    def __init__(self, table: str, **scope: Any) -> None:
        self.table, self.scope = table, {k: v for k, v in scope.items() if v not in (None, "")}

    def url(self, **more: Any) -> str:
        return f"{self.table}?{urlencode(self.scope | more)}"

    def link(self, text: Any, **more: Any) -> SafeString:
        return format_html('<a href="{}">{}</a>', self.url(**more), text)


def summary_lines(totals: Totals, rows: Rows, *, day: date) -> list[SafeString]:
    """Four lines: all, carry-overs, new starts, and what has been spent by `day`. A line about nothing is left out."""
    lines = [_all(totals, rows)]
    if totals.carry_over.projects:
        lines.append(_carry_over(totals, rows))
    if totals.new_start.projects:
        lines.append(_new_start(totals, rows))
    if totals.projects:
        lines.append(_spent(totals, rows, day))
    return lines


def _all(totals: Totals, rows: Rows) -> SafeString:
    return format_html(
        ngettext(
            "{count} project, total investment {total}, to be invested this year {plan}.",
            "{count} projects, total investment {total}, to be invested this year {plan}.",
            totals.projects,
        ),
        count=rows.link(totals.projects),
        total=_money(totals.total_cny, rows, sort="-total"),
        plan=_money(totals.annual_plan_cny, rows, sort="-plan"),
    )


def _carry_over(totals: Totals, rows: Rows) -> SafeString:
    carried = {"class": StartClass.CARRY_OVER.value}
    parts = [
        format_html(
            _("construction continues {count}"),
            count=rows.link(totals.continuing, **carried, sub=SubClass.CONTINUING.value),
        ),
        format_html(
            _("equipment is being installed {count}"),
            count=rows.link(totals.equipment, **carried, sub=SubClass.EQUIPMENT.value),
        ),
    ]
    if totals.unsaid:
        parts.append(
            format_html(_("not said {count}"), count=rows.link(totals.unsaid, **carried, sub="none"))
        )
    return format_html(
        _("Carry-over {count}, total investment {total}, to be invested this year {plan}; of these {parts}."),
        count=rows.link(totals.carry_over.projects, **carried),
        total=_money(totals.carry_over.total_cny, rows, **carried, sort="-total"),
        plan=_money(totals.carry_over.annual_plan_cny, rows, **carried, sort="-plan"),
        parts=_listed(parts),
    )


def _new_start(totals: Totals, rows: Rows) -> SafeString:
    new = {"class": StartClass.NEW_START.value}
    parts = [
        format_html(_("started {count}"), count=rows.link(totals.started, **new, started="yes")),
        format_html(_("not started {count}"), count=rows.link(totals.not_started, **new, started="no")),
    ]
    if totals.concentrated:
        count = rows.link(totals.concentrated, concentrated="yes")
        parts.append(format_html(_("in a concentrated start {count}"), count=count))
    return format_html(
        _(
            "Planned new starts {count}, total investment {total}, to be invested this year {plan};"
            " of these {parts}; {rate} have started."
        ),
        count=rows.link(totals.new_start.projects, **new),
        total=_money(totals.new_start.total_cny, rows, **new, sort="-total"),
        plan=_money(totals.new_start.annual_plan_cny, rows, **new, sort="-plan"),
        parts=_listed(parts),
        rate=rows.link(percent(totals.start_rate), **new, started="yes"),
    )


def _spent(totals: Totals, rows: Rows, day: date) -> SafeString:
    return format_html(
        _("Invested this year as of {day}: {spent}, {rate} of the annual plan."),
        day=formats.date_format(day, "DATE_FORMAT"),
        spent=_money(totals.spent_cny, rows, sort="-spent"),
        rate=rows.link(percent(totals.completion_rate), sort="-spent"),
    )


def _money(amount: Decimal, rows: Rows, **more: Any) -> SafeString:
    return rows.link(yi(amount), **more)


def _listed(parts: list[SafeString]) -> SafeString:
    joined = parts[0]
    for part in parts[1:]:
        joined = format_html("{}{}{}", joined, _(", "), part)
    return joined
