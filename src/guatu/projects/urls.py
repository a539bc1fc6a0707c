"""Addresses of projects. Each aggregate's addresses stand together."""

from django.urls import path

from guatu.projects.views import desk, export, imports, lights, project

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

urlpatterns = [*PROJECT, *LIGHTS, *WORKBOOKS]
