"""Addresses of projects. Each aggregate's addresses stand together."""

from django.urls import path

from guatu.projects.views import export, imports, project

app_name = "projects"

PROJECT = [
    path("<uuid:project_id>/", project.show, name="project"),
]

WORKBOOKS = [
    path("import/", imports.upload, name="import"),
    path("import/<uuid:import_id>/", imports.preview, name="import-preview"),
    path("import/<uuid:import_id>/columns", imports.columns, name="import-columns"),
    path("import/<uuid:import_id>/commit", imports.commit, name="import-commit"),
    path("import/<uuid:import_id>/discard", imports.discard, name="import-discard"),
    path("export.xlsx", export.download, name="export"),
]

urlpatterns = [*PROJECT, *WORKBOOKS]
