"""The rules of clocks and of the ladder in rows: one form for each line, each rung, and the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guatu.calendars.choices import DeadlineUnit
from guatu.core.errors import Fault, InvalidInput
from guatu.matters.choices import ClockKind, Receiver, SlipColour, Urgency
from guatu.matters.rules.clock_rules import ANY_KIND
from guatu.matters.rules.rule_rows import LATE, NEARLY, RuleRows, flat
from guatu.ui.forms import Form

_NUMBER = {"inputmode": "decimal", "autocomplete": "off"}
# In the form hours say that they run day and night.
UNITS = [
    (DeadlineUnit.WORKING_DAY.value, DeadlineUnit.WORKING_DAY.label),
    (DeadlineUnit.WORKING_HOUR.value, DeadlineUnit.WORKING_HOUR.label),
    (DeadlineUnit.CALENDAR_DAY.value, DeadlineUnit.CALENDAR_DAY.label),
    (DeadlineUnit.HOUR.value, _("hours (7×24)")),
]


@dataclass(frozen=True, slots=True)
class Offered:
    """What the zone has to choose from, each as (code, name)."""

    kinds: Sequence[tuple[str, str]]
    categories: Sequence[tuple[str, str]]
    calendars: Sequence[tuple[str, str]]
    rules: Sequence[tuple[str, str]]


class _Row(Form):
    """A row whose faults are found by the rules as a whole, not by its fields."""

    def __init__(self, *args: Any, offered: Offered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered

    def offer(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        """The choices of a field; what stands there and is not offered any more stays to be seen and mended."""
        known = {value for value, _label in choices}
        there = self.data.getlist(self.add_prefix(name)) if isinstance(self.data, QueryDict) else []
        gone = [(value, value) for value in there if value and value not in known]
        chosen = self.fields[name]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 – declared by the form
        chosen.choices = [*choices, *gone]

    def limit(self, name: str) -> tuple[Any, Any]:
        return self[f"{name}_amount"], self[f"{name}_unit"]


def _many(label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, required=False, widget=forms.CheckboxSelectMultiple)


def _amount(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=12, widget=forms.TextInput(attrs=dict(_NUMBER))
    )


class ClockRow(_Row):
    """One line of the clocks: for what, by which calendar, and the limit of each clock."""

    name = forms.CharField(label=pgettext_lazy("of a line of rules", "Name"), required=False, max_length=40)
    calendar = forms.ChoiceField(label=_("Calendar"), required=False)
    kinds = _many(_("Kinds"))
    urgencies = _many(_("Urgencies"))
    categories = _many(_("Categories"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for clock in ClockKind:
            self.fields[f"{clock.value}_amount"] = _amount(clock.label)
            self.fields[f"{clock.value}_unit"] = forms.ChoiceField(
                label=_("Unit of: %(clock)s") % {"clock": clock.label}, choices=UNITS, required=False
            )
            for part in ("amount", "unit"):
                widget = self.fields[f"{clock.value}_{part}"].widget
                widget.attrs["class"] = "form-select" if part == "unit" else "form-control"
        self.offer("kinds", self.offered.kinds)
        self.offer("categories", self.offered.categories)
        self.offer("urgencies", Urgency.choices)
        self.offer("calendar", self.offered.calendars)

    def limits(self) -> Iterator[tuple[Any, Any]]:
        """Amount and unit of each clock."""
        for clock in ClockKind:
            yield self.limit(clock.value)

    @property
    def has_categories(self) -> bool:
        return bool(self["categories"].value())


class RungRow(_Row):
    """One rung: when it is reached, who is told, which slip it gives."""

    name = forms.CharField(label=pgettext_lazy("of a rung", "Name"), required=False, max_length=30)
    clock = forms.ChoiceField(label=_("Clock"), choices=ClockKind.choices, required=False)
    when = forms.ChoiceField(
        label=_("Reached when"), choices=[(NEARLY, _("nearly due")), (LATE, _("overdue by"))], required=False
    )
    after_amount = _amount(_("Overdue by"))
    after_unit = forms.ChoiceField(label=_("Unit"), choices=UNITS, required=False)
    colour = forms.ChoiceField(
        label=pgettext_lazy("of a matter", "Slip"), choices=SlipColour.choices, required=False
    )
    receivers = _many(_("Who is told"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("receivers", Receiver.choices)


class RestRow(_Row):
    """What holds for all clocks and ladders."""

    nearly_due = _amount(_("Nearly due at so much of the time (%)"))
    stop_days = _amount(_("A stop lasts at most (working days)"))
    repeat_amount = _amount(_("After the last rung again every"))
    repeat_unit = forms.ChoiceField(label=_("Unit of the repetition"), choices=UNITS, required=False)
    start_important = _amount(_("Important: also those so many rungs higher"))
    start_urgent = _amount(_("Urgent: also those so many rungs higher"))
    raised_by = _many(_("Raised by themselves"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("raised_by", self.offered.rules)


@dataclass(slots=True)
class LadderForms:
    """The forms of one ladder; `name` is empty for the one that holds where no other does."""

    place: int
    kind: str
    name: str
    rungs: list[RungRow]
    faults: list[str] = field(default_factory=list)


class RuleForms:
    """All forms of a rule set, bound to what stands in its rows."""

    def __init__(self, rows: RuleRows, offered: Offered) -> None:
        data = QueryDict(mutable=True)
        for name, values in flat(rows).items():
            data.setlist(name, values)
        names = dict(offered.kinds)
        self.faults: list[str] = []
        self.clocks = [ClockRow(data, prefix=f"clock-{n}", offered=offered) for n in range(len(rows.clocks))]
        self.ladders = [
            LadderForms(
                place,
                ladder.kind,
                "" if ladder.kind == ANY_KIND else names.get(ladder.kind, ladder.kind),
                [
                    RungRow(data, prefix=f"ladder-{place}-rung-{number}", offered=offered)
                    for number in range(len(ladder.rungs))
                ],
            )
            for place, ladder in enumerate(rows.ladders)
        ]
        self.rest = RestRow(data, prefix="rest", offered=offered)
        taken = {ladder.kind for ladder in rows.ladders}
        self.further_kinds = [(code, name) for code, name in offered.kinds if code not in taken]
        for form in self._all():
            form.errors.clear()

    @property
    def is_faulty(self) -> bool:
        told = any(ladder.faults for ladder in self.ladders) or any(form.errors for form in self._all())
        return told or bool(self.faults)

    def add_faults(self, error: InvalidInput) -> None:
        """Each fault at its row (`clocks.0.whole`, `ladders.*.2.after`, `repeat`), or above all."""
        for fault in error.faults:
            if not self._add(fault):
                self.faults.append(
                    f"{fault.place}{_now(': ')}{fault.message}" if fault.place else fault.message
                )

    def _add(self, fault: Fault) -> bool:
        parts = fault.place.split(".")
        match parts:
            case ["clocks"]:
                self.faults.append(fault.message)
            case ["clocks", place, name]:
                _put(self.clocks[int(place)], name, fault)
            case ["ladders", kind, *rest]:
                ladder = next((one for one in self.ladders if one.kind == kind), None)
                if ladder is None:
                    return False
                if len(rest) == 2:
                    _put(ladder.rungs[int(rest[0])], rest[1], fault)
                else:
                    ladder.faults.append(fault.message)
            case ["start_rung", urgency]:
                _put(self.rest, f"start_{urgency}", fault)
            case [name]:
                _put(self.rest, name, fault)
            case _:
                return False
        return True

    def _all(self) -> Iterator[_Row]:
        yield self.rest
        yield from self.clocks
        for ladder in self.ladders:
            yield from ladder.rungs


def _put(form: _Row, name: str, fault: Fault) -> None:
    for candidate in (name, f"{name}_amount"):
        if candidate in form.fields:
            form.add_error(candidate, fault.message)
            return
    form.add_error(None, fault.message)
