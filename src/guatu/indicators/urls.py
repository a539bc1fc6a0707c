"""Addresses of indicators."""

from django.urls import path

from guatu.indicators.views import (
    entry,
    entry_workbook,
    imports,
    indicator,
    inspections,
    ledger,
    rules,
    target_changes,
    targets,
)

app_name = "indicators"

LEDGER = [
    path("", ledger.show, name="ledger"),
    path("record/", ledger.record, name="reading-record"),
    path("import/", imports.upload, name="import"),
    path("template.xlsx", imports.template, name="template"),
]

INDICATORS = [
    path("catalogue/", indicator.index, name="indicators"),
    path("catalogue/new/", indicator.define, name="indicator-define"),
    path("catalogue/<slug:code>/", indicator.show, name="indicator"),
    path("catalogue/<slug:code>/edit/", indicator.edit, name="indicator-edit"),
    path("catalogue/<slug:code>/definition/", indicator.definition, name="definition-add"),
    path("readings/<uuid:reading_id>/correct/", ledger.correct, name="reading-correct"),
]

ENTRY = [
    path("entry/", entry.overview, name="entry"),
    path("entry/sets/new/", rules.define_set, name="entry-set-define"),
    path("entry/sets/<uuid:set_id>/edit/", rules.edit_set, name="entry-set-edit"),
    path("entry/submissions/<uuid:submission_id>/", entry.submission, name="submission"),
    path("entry/submissions/<uuid:submission_id>/act", entry.act, name="submission-act"),
    path("entry/submissions/<uuid:submission_id>/return/", entry.give_back, name="submission-return"),
    path("entry/submissions/<uuid:submission_id>/reopen/", entry.reopen, name="submission-reopen"),
    path("entry/<uuid:set_id>/<str:period>/<uuid:unit_id>/", entry.fill_in, name="entries"),
    path(
        "entry/<uuid:set_id>/<str:period>/<uuid:unit_id>/workbook.xlsx",
        entry_workbook.form,
        name="entry-workbook",
    ),
    path(
        "entry/<uuid:set_id>/<str:period>/<uuid:unit_id>/upload/",
        entry_workbook.upload,
        name="entry-upload",
    ),
    path("entry/<uuid:set_id>/<str:period>/<uuid:unit_id>/late/", entry.late, name="late-entry"),
    path("entry/checks/", rules.index, name="rules"),
    path("entry/checks/new/", rules.define, name="rule-define"),
    path("entry/checks/<slug:code>/edit/", rules.edit, name="rule-edit"),
]

TARGETS = [
    path("campaigns/", targets.index, name="campaigns"),
    path("campaigns/new/", targets.define, name="campaign-define"),
    path("campaigns/<uuid:campaign_id>/", targets.show, name="campaign"),
    path("campaigns/<uuid:campaign_id>/edit/", target_changes.campaign, name="campaign-edit"),
    path("campaigns/<uuid:campaign_id>/close/", target_changes.campaign_close, name="campaign-close"),
    path("campaigns/<uuid:campaign_id>/reopen/", target_changes.campaign_reopen, name="campaign-reopen"),
    path("campaigns/<uuid:campaign_id>/goal/", targets.goal, name="goal-add"),
    path("campaigns/<uuid:campaign_id>/inspect", targets.inspect, name="inspection-open"),
    path("goals/<uuid:goal_id>/edit/", target_changes.goal, name="goal-edit"),
    path("goals/<uuid:goal_id>/close/", target_changes.goal_close, name="goal-close"),
    path("goals/<uuid:goal_id>/reopen/", target_changes.goal_reopen, name="goal-reopen"),
    path("goals/<uuid:goal_id>/item/", targets.item, name="item-define"),
    path("goals/<uuid:goal_id>/highlight/", targets.highlight, name="highlight-file"),
    path("goals/<uuid:goal_id>/pace-setter/", targets.pace_setter, name="pace-setter-name"),
    path("items/<uuid:target_item_id>/edit/", target_changes.item, name="item-edit"),
    path("items/<uuid:target_item_id>/close/", target_changes.close, name="item-close"),
    path("items/<uuid:target_item_id>/reopen/", target_changes.reopen, name="item-reopen"),
    path("items/<uuid:target_item_id>/targets/", targets.targets, name="targets-set"),
    path("inspected/<uuid:line_id>/report/", inspections.report, name="item-report"),
    path("inspected/<uuid:line_id>/judge/", inspections.judge, name="item-judge"),
    path("inspections/<uuid:inspection_id>/close", inspections.close, name="inspection-close"),
]

urlpatterns = [*LEDGER, *INDICATORS, *ENTRY, *TARGETS]
