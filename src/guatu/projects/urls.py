"""Addresses of projects. Each aggregate's addresses stand together."""

from django.urls import path

from guatu.projects.views import (
    desk,
    export,
    imports,
    investment,
    lights,
    progress,
    project,
    start_proof,
    works,
)

app_name = "projects"

PROJECT = [
    path("desk/", desk.show, name="desk"),
    path("<uuid:project_id>/", project.show, name="project"),
]

LIGHTS = [
    path("<uuid:project_id>/why", lights.why, name="light-why"),
]

WORKBOOKS = [
    path("import/", imports.upload, name="import"),
    path("import/<uuid:import_id>/", imports.preview, name="import-preview"),
    path("import/<uuid:import_id>/columns", imports.columns, name="import-columns"),
    path("import/<uuid:import_id>/commit", imports.commit, name="import-commit"),
    path("import/<uuid:import_id>/discard", imports.discard, name="import-discard"),
    path("export.xlsx", export.download, name="export"),
]

PROGRESS = [
    path("progress/", progress.feed, name="progress-feed"),
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
    path("months/", investment.months, name="months"),
    path("months/<int:year>/", investment.months, name="months"),
    path("<uuid:project_id>/investment/", investment.table, name="investment"),
    path("<uuid:project_id>/investment/<int:year>/", investment.table, name="investment"),
    path("<uuid:project_id>/investment/<int:year>/report/", investment.report, name="investment-report"),
    path(
        "<uuid:project_id>/investment/<int:year>/statistical/",
        investment.enter_statistical,
        name="statistical-investment-enter",
    ),
]

urlpatterns = [*PROJECT, *LIGHTS, *WORKBOOKS, *PROGRESS, *START_PROOFS, *INVESTMENT]
