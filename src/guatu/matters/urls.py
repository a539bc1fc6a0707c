"""Addresses of matters."""

from django.urls import path

from guatu.matters.views import (
    acts,
    desk,
    dispatch_table,
    fair_numbers,
    kinds,
    matter,
    raising,
    rule_editor,
    rules,
    table,
)

app_name = "matters"

LISTS = [
    path("", table.show, name="matters"),
    path("desk/", desk.show, name="desk"),
    path("numbers/", fair_numbers.show, name="fair-numbers"),
]

RAISING = [
    path("new/", raising.new, name="matter-raise"),
    path("new/hints", raising.hints, name="raise-hints"),
    path("new/category", raising.categories, name="raise-category"),
    path("new/subjects", raising.subjects, name="raise-subjects"),
]

MATTER = [
    path("<uuid:matter_id>/", matter.show, name="matter"),
    path("<uuid:matter_id>/do/<slug:name>/", acts.act, name="act"),
    path("<uuid:matter_id>/follow/", matter.follow, name="matter-follow"),
    path("<uuid:matter_id>/requests/<uuid:request_id>/grant/", matter.grant, name="request-grant"),
    path("<uuid:matter_id>/requests/<uuid:request_id>/refuse/", matter.refuse, name="request-refuse"),
    path("<uuid:matter_id>/support/<uuid:support_id>/", matter.answer, name="support-give"),
]

RULES = [
    path("rules/", rules.show, name="rules"),
    path("rules/choose/", rule_editor.choose, name="rules-choose"),
    path("rules/choose/text/", rule_editor.choose_by_text, name="rules-choose-text"),
    path("kinds/", kinds.index, name="kinds"),
    path("kinds/new/", kinds.define, name="kind-define"),
    path("kinds/<slug:code>/", kinds.define, name="kind-edit"),
    path("kinds/<slug:code>/close/", kinds.close, name="kind-close"),
    path("kinds/<slug:code>/reopen/", kinds.reopen, name="kind-reopen"),
    path("kinds/<slug:code>/categories/new/", kinds.category, name="category-define"),
    path("kinds/<slug:code>/categories/<slug:category_code>/", kinds.category, name="category-edit"),
    path(
        "kinds/<slug:code>/categories/<slug:category_code>/close/",
        kinds.close_category,
        name="category-close",
    ),
    path(
        "kinds/<slug:code>/categories/<slug:category_code>/reopen/",
        kinds.reopen_category,
        name="category-reopen",
    ),
    path("dispatch-table/", dispatch_table.show, name="dispatch-table"),
    path("dispatch-table/edit/", dispatch_table.edit, name="dispatch-table-set"),
]

urlpatterns = [*LISTS, *RAISING, *MATTER, *RULES]
