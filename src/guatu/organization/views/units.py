"""Pages of units: the tree, one unit, and the forms that change it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from guatu.audit.selectors import history_of
from guatu.core.clock import today
from guatu.organization.choices import AliasKind
from guatu.organization.forms.units import (
    UnitAliasEndForm,
    UnitAliasForm,
    UnitCloseForm,
    UnitEditForm,
    UnitForm,
    UnitMoveForm,
    UnitTerritoryForm,
)
from guatu.organization.models import Unit
from guatu.organization.policies import (
    UNITS,
    may_close_unit,
    may_create_some_post,
    may_create_task_force,
    may_create_unit,
    may_manage_unit,
)
from guatu.organization.requests import ZoneRequest
from guatu.organization.roster import former_names, posts_on, roster_on, unit_name_on
from guatu.organization.selectors import get_unit, get_unit_alias, open_units
from guatu.organization.unit_blockers import blockers_of
from guatu.organization.use_cases.add_unit_alias import add_unit_alias
from guatu.organization.use_cases.close_unit import close_unit
from guatu.organization.use_cases.create_unit import create_unit
from guatu.organization.use_cases.edit_unit import edit_unit
from guatu.organization.use_cases.end_unit_alias import end_unit_alias
from guatu.organization.use_cases.move_unit import move_unit
from guatu.organization.use_cases.set_unit_territory import set_unit_territory
from guatu.organization.views.pages import FormPage, address, chosen_day, form_page, posted, require

form_methods = require_http_methods(["GET", "POST"])


@require_GET
def list_units(request: ZoneRequest) -> HttpResponse:
    """The tree with posts and holders on a day (`?on=`)."""
    day = chosen_day(request)
    tree = roster_on(day, actor=request.actor)
    nodes = [node for top in tree for node in top.walk()]
    posts = [line for node in nodes for line in node.posts]
    root = next((top.unit for top in tree if top.unit.parent_id is None), None)
    return render(
        request,
        "organization/units.html",
        {
            "tree": tree,
            "day": day,
            "is_today": day == today(request.zone),
            "unit_count": len(nodes),
            "post_count": len(posts),
            "vacant_count": sum(line.is_vacant for line in posts),
            "contradictory_count": sum(line.is_contradictory for line in posts),
            "root": root,
            "may_create": root is not None and may_create_unit(request.actor, root),
        },
    )


@require_GET
def show_unit(request: ZoneRequest, unit_id: UUID) -> HttpResponse:
    """One unit: names, territories, posts on a day, what is below it, history."""
    unit, day = get_unit(unit_id, actor=request.actor), chosen_day(request)
    below = list(open_units(actor=request.actor).filter(parent=unit))
    names = former_names(unit.zone_id, day, [u.id for u in below])
    return render(
        request,
        "organization/unit.html",
        {
            "unit": unit,
            "day": day,
            "is_today": day == today(request.zone),
            "name": unit_name_on(unit, day),
            "posts": posts_on(unit, day),
            "below": [(u, names.get(u.id, u.name)) for u in below],
            "aliases": unit.aliases.order_by("kind", "-valid_from"),
            "territories": unit.territories.order_by("kind", "-valid_from"),
            "task_forces": unit.task_forces.filter(valid_to__isnull=True),
            "history": history_of(unit.id, zone_id=unit.zone_id)[:30],
            "may_manage": may_manage_unit(request.actor, unit) and unit.closed_on is None,
            "may_create": may_create_unit(request.actor, unit) and unit.closed_on is None,
            "may_create_post": may_create_some_post(request.actor, unit) and unit.closed_on is None,
            "may_form": may_create_task_force(request.actor, unit) and unit.closed_on is None,
            "may_close": unit.parent_id is not None
            and unit.closed_on is None
            and may_close_unit(request.actor, unit),
        },
    )


def _page_of(request: ZoneRequest, unit: Unit) -> str:
    return address(request, "unit", unit.id)


@form_methods
def create(request: ZoneRequest, unit_id: UUID) -> HttpResponse:
    """A new unit under the one named."""
    parent = get_unit(unit_id, actor=request.actor)
    require(may_create_unit(request.actor, parent), UNITS)
    page = FormPage(
        _("New unit under %s") % parent.name, _("Create the unit"), back=_page_of(request, parent)
    )

    def act(values: dict[str, Any]) -> str:
        unit = create_unit(actor=request.actor, parent=parent, **values)
        return _page_of(request, unit)

    return form_page(request, UnitForm(posted(request)), page, act)


@form_methods
def edit(request: ZoneRequest, unit_id: UUID) -> HttpResponse:
    """Names, type, code and place in the roster."""
    unit = get_unit(unit_id, actor=request.actor)
    require(may_manage_unit(request.actor, unit), UNITS)
    form = UnitEditForm(posted(request), unit=unit)

    def act(values: dict[str, Any]) -> str:
        unit.version = form.cleaned_data["version"]
        edit_unit(actor=request.actor, unit=unit, **form.values())
        return _page_of(request, unit)

    page = FormPage(_("Edit %s") % unit.name, _("Save"), back=_page_of(request, unit))
    return form_page(request, form, page, act)


@form_methods
def move(request: ZoneRequest, unit_id: UUID) -> HttpResponse:
    """Under another unit."""
    unit = get_unit(unit_id, actor=request.actor)
    require(may_close_unit(request.actor, unit), UNITS)

    def act(values: dict[str, Any]) -> str:
        unit.version = values["version"]
        move_unit(actor=request.actor, unit=unit, parent=values["parent"], reason=values["reason"])
        messages.success(request, _("“%s” has been moved.") % unit.name)
        return _page_of(request, unit)

    page = FormPage(
        _("Move %s") % unit.name,
        _("Move the unit"),
        back=_page_of(request, unit),
        lead=_(
            "Everything below it goes with it. Who holds a post above it gains or loses powers over it at once."
        ),
    )
    return form_page(request, UnitMoveForm(posted(request), actor=request.actor, unit=unit), page, act)


@form_methods
def close(request: ZoneRequest, unit_id: UUID) -> HttpResponse:
    """Close a unit; what is still open in it is named beforehand."""
    unit = get_unit(unit_id, actor=request.actor)
    require(may_close_unit(request.actor, unit), UNITS)

    def act(values: dict[str, Any]) -> str:
        unit.version = values["version"]
        close_unit(actor=request.actor, unit=unit, closed_on=values["closed_on"], reason=values["reason"])
        messages.success(request, _("“%s” is closed.") % unit.name)
        return _page_of(request, unit)

    page = FormPage(
        _("Close %s") % unit.name,
        _("Close the unit"),
        back=_page_of(request, unit),
        lead=_("A closed unit takes no new posts and projects. Its past stays readable."),
        danger=True,
    )
    return form_page(
        request,
        UnitCloseForm(posted(request), unit=unit, day=today(request.zone)),
        page,
        act,
        template="organization/unit_close.html",
        open_still=blockers_of(unit),
    )


@form_methods
def add_alias(request: ZoneRequest, unit_id: UUID) -> HttpResponse:
    """Another name."""
    unit = get_unit(unit_id, actor=request.actor)
    require(may_manage_unit(request.actor, unit), UNITS)

    def act(values: dict[str, Any]) -> str:
        add_unit_alias(actor=request.actor, unit=unit, **values)
        return _page_of(request, unit)

    page = FormPage(
        _("Another name of %s") % unit.name,
        _("Add the name"),
        back=_page_of(request, unit),
        lead=_("Imports and the search find the unit by any of its names."),
    )
    return form_page(request, UnitAliasForm(posted(request)), page, act)


@form_methods
def end_alias(request: ZoneRequest, alias_id: UUID) -> HttpResponse:
    """The last day of another name."""
    alias = get_unit_alias(alias_id, actor=request.actor)
    require(may_manage_unit(request.actor, alias.unit) and alias.kind == AliasKind.OTHER, UNITS)

    def act(values: dict[str, Any]) -> str:
        end_unit_alias(actor=request.actor, alias=alias, valid_to=values["valid_to"])
        return _page_of(request, alias.unit)

    page = FormPage(_("“%s” is no longer in use") % alias.name, _("Save"), back=_page_of(request, alias.unit))
    initial = {"valid_to": today(request.zone)}
    return form_page(request, UnitAliasEndForm(posted(request), initial=initial), page, act)


@form_methods
def set_territory(request: ZoneRequest, unit_id: UUID) -> HttpResponse:
    """Where it is registered, counted or managed."""
    unit = get_unit(unit_id, actor=request.actor)
    require(may_manage_unit(request.actor, unit), UNITS)

    def act(values: dict[str, Any]) -> str:
        set_unit_territory(actor=request.actor, unit=unit, **values)
        return _page_of(request, unit)

    page = FormPage(
        _("Territory of %s") % unit.name,
        _("Save"),
        back=_page_of(request, unit),
        lead=_(
            "Registration, statistical and managing territory are kept apart. The one on file ends the day before."
        ),
    )
    initial = {"valid_from": today(request.zone)}
    return form_page(request, UnitTerritoryForm(posted(request), initial=initial), page, act)
