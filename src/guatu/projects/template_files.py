"""Plan templates as text (TOML): those that ship with the program, and those that a zone writes itself.

code, name, type, source; then for each milestone `[[milestone]]` with code, name, stage, department, unit
("working_day" or "calendar_day"), duration, statutory, promised, shortest, anchor ("start" or "completion"),
optional, source, and `after = [{ code = "…", type = "FS", lag = 0, lag_unit = "working_day" }]`.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from guatu.core.errors import Fault, InvalidInput
from guatu.projects.choices import Anchor, DurationUnit, LinkType, ProjectType
from guatu.projects.rules.plan_checks import check_plan
from guatu.projects.rules.plan_spec import LENGTH_FIELDS, LinkSpec, MilestoneSpec, PlanSpec, TemplateSpec

FOLDER = Path(__file__).parent / "data" / "plan_templates"
MAX_TEXT = 200_000

_TEMPLATE_KEYS = {"code": str, "name": str, "type": str, "source": str, "milestone": list}
_LINK_KEYS = {"code": str, "type": str, "lag": int, "lag_unit": str}
_MILESTONE_KEYS = {
    "code": str, "name": str, "stage": str, "department": str, "unit": str, "anchor": str, "source": str,
    "duration": int, "statutory": int, "promised": int, "shortest": int, "optional": bool, "after": list,
}  # fmt: skip


@lru_cache(maxsize=1)
def shipped_templates() -> tuple[TemplateSpec, ...]:
    """The templates that come with the program, by code."""
    return tuple(parse_template(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml")))


def parse_template(text: str) -> TemplateSpec:
    """A template from its text. Raises `InvalidInput` naming the line or the milestone and what was expected."""
    if len(text) > MAX_TEXT:
        raise InvalidInput({"text": _("At most %(count)d characters.") % {"count": MAX_TEXT}})
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidInput({"text": str(error)}) from error
    faults: list[Fault] = []
    top = _read(given, _TEMPLATE_KEYS, "text", faults)
    rows = top.get("milestone") or []
    milestones = [_milestone(row, f"milestone[{at}]", faults) for at, row in enumerate(rows, 1)]
    kind = _choice(ProjectType, top.get("type", ProjectType.INDUSTRIAL), "type", faults)
    for name in ("code", "name"):
        if not str(top.get(name, "")).strip():
            faults.append(Fault(name, _("A template needs a code and a name."), "required"))
    if faults:
        raise InvalidInput(faults)
    spec = PlanSpec(tuple(milestones))
    check_plan(spec)
    return TemplateSpec(
        code=top["code"], name=top["name"], type=kind, source=top.get("source", "").strip(), plan=spec
    )


def _milestone(row: Any, place: str, faults: list[Fault]) -> MilestoneSpec:
    given = _read(row, _MILESTONE_KEYS, place, faults)
    code = given.get("code", "")
    links = [
        _link(link, f"{code or place}.after[{at}]", faults)
        for at, link in enumerate(given.get("after", []), 1)
    ]
    for name in ("code", "name", "duration"):
        if name not in given:
            faults.append(Fault(f"{code or place}.{name}", _("This is needed."), "required"))
    return MilestoneSpec(
        code=code,
        name=given.get("name", ""),
        duration=given.get("duration", 0),
        unit_of_time=_choice(
            DurationUnit, given.get("unit", DurationUnit.WORKING_DAY), f"{code}.unit", faults
        ),
        statutory=given.get("statutory"),
        promised=given.get("promised"),
        shortest=given.get("shortest"),
        stage=given.get("stage", ""),
        anchor=_choice(Anchor, given["anchor"], f"{code}.anchor", faults) if given.get("anchor") else "",
        department=given.get("department", ""),
        links=tuple(links),
        optional=given.get("optional", False),
        source=given.get("source", ""),
    )


def _link(row: Any, place: str, faults: list[Fault]) -> LinkSpec:
    given = _read(row, _LINK_KEYS, place, faults)
    return LinkSpec(
        predecessor=given.get("code", ""),
        type=_choice(LinkType, given.get("type", LinkType.FINISH_START), f"{place}.type", faults),
        lag=given.get("lag", 0),
        lag_unit=_choice(
            DurationUnit, given.get("lag_unit", DurationUnit.WORKING_DAY), f"{place}.lag_unit", faults
        ),
    )


def _read(row: Any, keys: Mapping[str, type], place: str, faults: list[Fault]) -> dict[str, Any]:
    """The known keys of a table whose values are of the right kind; everything else is a fault."""
    if not isinstance(row, dict):
        faults.append(Fault(place, _("A table was expected.")))
        return {}
    found = {}
    for key, value in row.items():
        kind = keys.get(key)
        if kind is None:
            known = ", ".join(keys)
            faults.append(Fault(f"{place}.{key}", _("Unknown; there are %(known)s.") % {"known": known}))
        elif not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            names = {str: _("a text"), int: _("a whole number"), bool: _("true or false"), list: _("a list")}
            message = _("Expected %(kind)s, found %(value)s.")
            faults.append(Fault(f"{place}.{key}", message % {"kind": names[kind], "value": repr(value)[:40]}))
        else:
            found[key] = value
    return found


def _choice(choices: Any, value: str, place: str, faults: list[Fault]) -> Any:
    if value in choices.values:
        return choices(value)
    known = ", ".join(choices.values)
    message = _("Expected one of %(known)s, found %(value)s.")
    faults.append(Fault(place, message % {"known": known, "value": repr(value)[:40]}))
    return next(iter(choices))


def write_template(template: TemplateSpec) -> str:
    """A template as text; `parse_template` gives the same template back."""
    lines = [f"{name} = {_text(getattr(template, name))}" for name in ("code", "name", "type", "source")]
    for m in template.plan.milestones:
        lines += ["", "[[milestone]]", f"code = {_text(m.code)}", f"name = {_text(m.name)}"]
        for key, value in (("stage", m.stage), ("department", m.department), ("anchor", m.anchor)):
            lines += [f"{key} = {_text(value)}"] if value else []
        if m.unit_of_time != DurationUnit.WORKING_DAY:
            lines.append(f"unit = {_text(m.unit_of_time)}")
        for key in LENGTH_FIELDS:
            value = getattr(m, key)
            lines += [f"{key} = {value}"] if value is not None else []
        lines += ["optional = true"] if m.optional else []
        lines += [f"after = [{', '.join(_link_text(link) for link in m.links)}]"] if m.links else []
        lines += [f"source = {_text(m.source)}"] if m.source else []
    return "\n".join([*lines, ""])


def _link_text(link: LinkSpec) -> str:
    parts = [f"code = {_text(link.predecessor)}"]
    if link.type != LinkType.FINISH_START:
        parts.append(f"type = {_text(link.type)}")
    if link.lag:
        parts.append(f"lag = {link.lag}")
    if link.lag_unit != DurationUnit.WORKING_DAY:
        parts.append(f"lag_unit = {_text(link.lag_unit)}")
    return "{ " + ", ".join(parts) + " }"


def _text(value: str) -> str:
    """A JSON text is a TOML text too; only DEL, which JSON leaves bare, must be told by its number."""
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007F")
