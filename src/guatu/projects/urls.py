"""Addresses of projects. Each aggregate's addresses stand together."""

from django.urls import path

from guatu.projects.views import (
    broadcasts,
    bundle,
    desk,
    enrolment,
    export,
    imports,
    investment,
    light_rules,
    lights,
    lists,
    milestone,
    plan,
    plan_draft,
    plan_file,
    plan_templates,
    progress,
    project,
    project_form,
    publications,
    start_proof,
    table,
    works,
)

app_name = "projects"

PROJECT = [
    path("desk/", desk.show, name="desk"),
    path("", table.show, name="projects"),
    path("new/", project_form.create, name="project-create"),
    path("<uuid:project_id>/", project.show, name="project"),
    path("<uuid:project_id>/edit/", project_form.edit, name="project-edit"),
    path("<uuid:project_id>/withdraw/", project_form.withdraw, name="project-withdraw"),
    path("<uuid:project_id>/reinstate/", project_form.reinstate, name="project-reinstate"),
    path("<uuid:project_id>/years/<int:year>/", project_form.plan, name="year-plan"),
]

LISTS = [
    path("lists/", lists.index, name="lists"),
    path("lists/new/", lists.define, name="list-define"),
    path("lists/<uuid:list_id>/", lists.show, name="list"),
    path("lists/<uuid:list_id>/edit/", lists.edit, name="list-edit"),
    path("lists/<uuid:list_id>/freeze", lists.freeze, name="list-freeze"),
    path("lists/<uuid:list_id>/enter/", lists.enter, name="list-enter"),
    path("lists/members/<uuid:membership_id>/leave/", lists.leave, name="list-leave"),
    path("contradictions/", lists.contradictions, name="contradictions"),
]

BUNDLES = [
    path("bundles/", bundle.index, name="bundles"),
    path("linkage/", bundle.linkage_table, name="linkage"),
    path("<uuid:project_id>/bundle/", bundle.assign, name="bundle-assign"),
]

LIGHTS = [
    path("<uuid:project_id>/why", lights.why, name="light-why"),
    path("<uuid:project_id>/light/", lights.show, name="light"),
    path("<uuid:project_id>/light/override", lights.override, name="light-override"),
    path("<uuid:project_id>/light/withdraw", lights.withdraw, name="light-override-withdraw"),
    path("lights/rules/", light_rules.show, name="light-rules"),
    path("lights/rules/choose/", light_rules.choose, name="light-rules-choose"),
]

WORKBOOKS = [
    path("import/", imports.upload, name="import"),
    path("import/<uuid:import_id>/", imports.preview, name="import-preview"),
    path("import/<uuid:import_id>/columns", imports.columns, name="import-columns"),
    path("import/<uuid:import_id>/commit", imports.commit, name="import-commit"),
    path("import/<uuid:import_id>/discard", imports.discard, name="import-discard"),
    path("export.xlsx", export.download, name="export"),
    path("public.json", publications.download, name="oc4ids"),
    path("<uuid:project_id>/publish/", publications.publish, name="project-publish"),
    path("<uuid:project_id>/unpublish/", publications.unpublish, name="project-unpublish"),
    path("export.geojson", export.download_map, name="export-map"),
]

PROGRESS = [
    path("progress/", progress.feed, name="progress-feed"),
    path("progress/<uuid:report_id>/broadcast/", broadcasts.broadcast, name="progress-report-broadcast"),
    path("progress/not-reported/", progress.silent, name="not-reported"),
    path("<uuid:project_id>/reports/", progress.reports, name="progress-reports"),
    path("<uuid:project_id>/reports/new/", progress.file_report, name="progress-report-file"),
    path("<uuid:project_id>/works/", works.describe, name="works-describe"),
    path("<uuid:project_id>/works/<uuid:work_id>/", works.describe, name="work-edit"),
    path("<uuid:project_id>/works/<uuid:work_id>/remove", works.remove, name="work-remove"),
]

START_PROOFS = [
    path("<uuid:project_id>/start-proofs/new/", start_proof.file, name="start-proof-file"),
    path("start-proofs/<uuid:proof_id>/", start_proof.show, name="start-proof"),
    path("start-proofs/<uuid:proof_id>/verify", start_proof.verify, name="start-proof-verify"),
    path("start-proofs/<uuid:proof_id>/reject", start_proof.reject, name="start-proof-reject"),
]

INVESTMENT = [
    path("progress/months/", investment.months, name="months"),
    path("progress/months/<int:year>/", investment.months, name="months"),
    path("<uuid:project_id>/investment/", investment.table, name="investment"),
    path("<uuid:project_id>/investment/<int:year>/", investment.table, name="investment"),
    path("<uuid:project_id>/investment/<int:year>/report/", investment.report, name="investment-report"),
    path(
        "<uuid:project_id>/investment/<int:year>/statistical/",
        investment.enter_statistical,
        name="statistical-investment-enter",
    ),
]

ENROLMENT = [
    path("enrolment/", enrolment.index, name="enrolments"),
    path("enrolment/rules/", enrolment.rules, name="enrolment-rules"),
    path("<uuid:project_id>/enrolment/", enrolment.show, name="enrolment"),
    path("<uuid:project_id>/enrolment/paper/", enrolment.file, name="enrolment-paper-file"),
    path("<uuid:project_id>/enrolment/entry/", enrolment.enrol, name="project-enrol"),
]

PLANS = [
    path("<uuid:project_id>/plan/", plan.show, name="plan"),
    path("<uuid:project_id>/plan/new/", plan.instantiate, name="plan-instantiate"),
    path("<uuid:project_id>/plan/revise/", plan.revise, name="plan-revise"),
    path("<uuid:project_id>/plan/submit", plan.submit, name="plan-submit"),
    path("<uuid:project_id>/plan/approve", plan.approve, name="plan-approve"),
    path("<uuid:project_id>/plan/return", plan.give_back, name="plan-return"),
    path("<uuid:project_id>/plan/discard/", plan.discard, name="plan-discard"),
    path("<uuid:project_id>/plan/versions/", plan.versions, name="plan-versions"),
    path("<uuid:project_id>/plan/plan.xml", plan_file.export, name="plan-export"),
    path("<uuid:project_id>/plan/file/", plan_file.upload, name="plan-file"),
    path("<uuid:project_id>/plan/file/commit", plan_file.commit, name="plan-import"),
    path("<uuid:project_id>/plan/draft/", plan_draft.tune, name="plan-tune"),
    path("<uuid:project_id>/plan/draft/preview", plan_draft.preview, name="plan-preview"),
    path("<uuid:project_id>/plan/draft/compress", plan_draft.compress, name="plan-compress"),
    path("<uuid:project_id>/plan/draft/add/", plan_draft.add_milestone, name="plan-milestone-add"),
    path("<uuid:project_id>/plan/draft/<str:code>/", plan_draft.milestone, name="plan-milestone"),
    path(
        "<uuid:project_id>/plan/draft/<str:code>/drop", plan_draft.drop_milestone, name="plan-milestone-drop"
    ),
    path("milestones/<uuid:milestone_id>/", milestone.show, name="milestone"),
    path("milestones/<uuid:milestone_id>/card", milestone.card, name="milestone-card"),
    path("milestones/<uuid:milestone_id>/achieve", milestone.achieve, name="milestone-achieve"),
    path("milestones/<uuid:milestone_id>/forecast", milestone.forecast, name="milestone-forecast"),
    path("plans/start-today/", milestone.starting, name="start-today"),
    path("plans/to-approve/", milestone.to_approve, name="plans-to-approve"),
    path("plans/templates/", plan_templates.index, name="plan-templates"),
    path("plans/templates/load", plan_templates.load, name="plan-templates-load"),
    path("plans/templates/new/", plan_templates.define, name="plan-template-define"),
    path("plans/templates/<uuid:template_id>/", plan_templates.show, name="plan-template"),
    path(
        "plans/templates/<uuid:template_id>/durations/",
        plan_templates.durations,
        name="plan-template-durations",
    ),
    path("plans/templates/<uuid:template_id>/text/", plan_templates.text, name="plan-template-text"),
]

urlpatterns = [
    *PROJECT, *LISTS, *PLANS, *BUNDLES, *LIGHTS, *WORKBOOKS, *PROGRESS, *START_PROOFS, *INVESTMENT, *ENROLMENT,
]  # fmt: skip
