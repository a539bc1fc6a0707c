"""Reading the XML of Microsoft Project: its tasks as they stand there, and what is wrong with them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from guatu.core.errors import Fault, InvalidInput
from guatu.projects.choices import DurationUnit, LinkType
from guatu.projects.mspdi import form

MAX_BYTES = 2 * 1024 * 1024
MAX_TASKS = 1000
_TAG = f"{{{form.NAMESPACE}}}"
_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?")


@dataclass(frozen=True, slots=True)
class ReadLink:
    """What a task waits for, by the number of the other task."""

    uid: str
    type: LinkType
    lag: int
    lag_unit: DurationUnit


@dataclass(frozen=True, slots=True)
class ReadTask:
    """One task of the file that is no summary. `code` is empty where the file carries none; `stage` is the name of the
    summary task that it stands under."""

    uid: str
    name: str
    code: str
    stage: str
    duration: int
    unit_of_time: DurationUnit
    constraint: int
    constraint_day: date | None
    deadline: date | None
    links: tuple[ReadLink, ...]


@dataclass(frozen=True)
class ReadPlan:
    """The tasks in the order of the file."""

    tasks: tuple[ReadTask, ...]

    @property
    def has_codes(self) -> bool:
        return any(task.code for task in self.tasks)


class _Wrong(Exception):
    """One thing that is wrong with the task at hand."""


def read_plan_file(content: bytes) -> ReadPlan:
    """Raises `InvalidInput` with every fault, each naming its task. A file with a document type or entities of its
    own is refused unread."""
    root = _root(content)
    tasks = [
        t for t in root.findall(f"{_TAG}Tasks/{_TAG}Task") if not _is(t, "IsNull") and _text(t, "UID") != "0"
    ]
    if not tasks:
        raise InvalidInput({"file": _("There are no tasks in the file.")})
    if len(tasks) > MAX_TASKS:
        raise InvalidInput({"file": _("More than %d tasks; no plan has so many.") % MAX_TASKS})
    minutes_per_day = _working_day(root)
    summaries = {_text(t, "UID"): _text(t, "Name") for t in tasks if _is(t, "Summary")}
    read, faults, outline = [], [], [""]
    for task in tasks:
        try:
            level = min(max(1, int(_number(task, "OutlineLevel", 1))), MAX_TASKS)
            del outline[level:]
            outline += [outline[-1]] * (level - len(outline))
            if not _is(task, "Summary"):
                read.append(_task(task, outline[-1], summaries, minutes_per_day))
                continue
            outline.append(_text(task, "Name"))
            if task.find(f"{_TAG}PredecessorLink") is not None:
                raise _Wrong(_("a summary task waits for something; only milestones can."))
        except _Wrong as wrong:
            faults.append(_fault(task, str(wrong)))
    if len({task.uid for task in read}) < len(read):
        faults.append(Fault("file", _("Two tasks have the same UID.")))
    if faults:
        raise InvalidInput(faults)
    return ReadPlan(tuple(read))


def _working_day(root: Element) -> int:
    try:
        minutes = int(_number(root, "MinutesPerDay", form.MINUTES_PER_DAY))
    except _Wrong:
        minutes = 0
    if minutes <= 0:
        raise InvalidInput({"file": _("The file does not say how long a working day is.")})
    return minutes


def _root(content: bytes) -> Element:
    if len(content) > MAX_BYTES:
        raise InvalidInput({"file": _("The file is larger than 2 MB.")})
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        raise InvalidInput({"file": _("The file has a document type or entities of its own.")}) from None
    except (ParseError, ValueError, LookupError):
        raise InvalidInput(
            {"file": _("This is no XML. Save the plan as XML in Microsoft Project.")}
        ) from None
    if root.tag != f"{_TAG}Project":
        raise InvalidInput({"file": _("This is not the XML of Microsoft Project.")})
    return root


def _fault(task: Element, message: str) -> Fault:
    return Fault(_text(task, "Name") or "#" + _text(task, "ID"), message)


def _text(parent: Element, name: str) -> str:
    found = parent.find(_TAG + name)
    return (found.text or "").strip() if found is not None else ""


def _is(parent: Element, name: str) -> bool:
    return _text(parent, name) in ("1", "true")


def _number(parent: Element, name: str, default: int) -> Fraction:
    text = _text(parent, name)
    if not text:
        return Fraction(default)
    if re.fullmatch(r"-?\d{1,12}(\.\d{1,6})?", text) is None:
        raise _Wrong(_("“%s” is no number.") % text[:20])
    return Fraction(text)


def _task(task: Element, stage: str, summaries: dict[str, str], minutes_per_day: int) -> ReadTask:
    name = _text(task, "Name")
    if not name:
        raise _Wrong(_("a task needs a name."))
    duration_format = int(_number(task, "DurationFormat", form.DAYS))
    unit = _unit(duration_format)
    duration = _whole(_minutes(_text(task, "Duration")), unit, minutes_per_day)
    constraint = int(_number(task, "ConstraintType", form.ASAP))
    if constraint not in (form.ASAP, form.ALAP, *form.CONSTRAINTS):
        raise _Wrong(_("it can start on a day, not start before one, or not finish after one; nothing else."))
    constraint_day = _day(_text(task, "ConstraintDate"))
    if constraint in form.CONSTRAINTS and constraint_day is None:
        raise _Wrong(_("its constraint has no date."))
    links = tuple(_link(x, summaries, minutes_per_day) for x in task.findall(f"{_TAG}PredecessorLink"))
    return ReadTask(
        uid=_text(task, "UID"),
        name=name,
        code=_code(task),
        stage=stage,
        duration=duration,
        unit_of_time=unit,
        constraint=constraint,
        constraint_day=constraint_day if constraint in form.CONSTRAINTS else None,
        deadline=_day(_text(task, "Deadline")),
        links=links,
    )


def _unit(number: int) -> DurationUnit:
    return DurationUnit.CALENDAR_DAY if number in form.ELAPSED else DurationUnit.WORKING_DAY


def _minutes(text: str) -> Fraction:
    found = _DURATION.fullmatch(text)
    if found is None or text in ("", "P"):
        raise _Wrong(_("“%s” is no duration.") % text[:30])
    days, hours, minutes, seconds = (Fraction(part or 0) for part in found.groups())
    return days * form.MINUTES_OF_A_DAY + hours * 60 + minutes + seconds / 60


def _whole(minutes: Fraction, unit: DurationUnit, minutes_per_day: int) -> int:
    days = form.days_of(minutes, unit, minutes_per_day)
    if days.denominator != 1:
        raise _Wrong(_("%s days; plans count in whole days.") % round(float(days), 2))
    return int(days)


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise _Wrong(_("“%s” is no date.") % text[:30]) from None


def _link(link: Element, summaries: dict[str, str], minutes_per_day: int) -> ReadLink:
    uid = _text(link, "PredecessorUID")
    if _is(link, "CrossProject"):
        raise _Wrong(_("it waits for a task of another file."))
    if uid in summaries:
        raise _Wrong(
            _("it waits for “%s”, a summary task; only milestones can be waited for.") % summaries[uid]
        )
    number, lag_format = int(_number(link, "Type", 1)), int(_number(link, "LagFormat", form.DAYS))
    if number not in form.LINK_TYPES:
        raise _Wrong(_("“%s” is no kind of link.") % number)
    minutes = _number(link, "LinkLag", 0) / 10
    if lag_format in form.PERCENT and minutes:
        raise _Wrong(_("a lag in percent; days, please."))
    unit = _unit(lag_format)
    return ReadLink(uid, form.LINK_TYPES[number], _whole(minutes, unit, minutes_per_day), unit)


def _code(task: Element) -> str:
    for attribute in task.findall(f"{_TAG}ExtendedAttribute"):
        if _text(attribute, "FieldID") == form.CODE:
            return _text(attribute, "Value")
    return ""
