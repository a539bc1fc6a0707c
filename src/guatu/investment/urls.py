"""Addresses of investment promotion in a zone."""

from django.urls import path

from guatu.investment.views import acts, imports, overviews, prospects, registers

app_name = "investment"

PROSPECTS = [
    path("", prospects.index, name="prospects"),
    path("new/", prospects.register, name="prospect-register"),
    path("<uuid:prospect_id>/", prospects.show, name="prospect"),
    path("<uuid:prospect_id>/edit/", prospects.edit, name="prospect-edit"),
    path("<uuid:prospect_id>/move/", acts.move, name="prospect-move"),
    path("<uuid:prospect_id>/sign/", acts.sign, name="agreement-sign"),
    path("<uuid:prospect_id>/land/", acts.land, name="prospect-land"),
    path("<uuid:prospect_id>/link/", acts.link, name="project-link"),
    path("<uuid:prospect_id>/paid-in/new/", acts.enter_paid_in, name="capital-enter"),
    path("<uuid:prospect_id>/paid-in/<uuid:entry_id>/take-back/", acts.take_back, name="capital-take-back"),
]

OVERVIEWS = [
    path("funnel/", overviews.funnel, name="funnel"),
    path("agreements/", overviews.agreements, name="agreements"),
    path("same-year/", overviews.same_year, name="same-year"),
    path("statements/", overviews.statements, name="statements"),
    path("statements/new/", overviews.state, name="totals-state"),
]

REGISTERS = [
    path("registers/", registers.index, name="registers"),
    path("registers/<slug:register>/new/", registers.define, name="register-entry-define"),
    path("registers/<slug:register>/<uuid:entry_id>/", registers.define, name="register-entry-edit"),
]

WORKBOOKS = [
    path("import/", imports.upload, name="import"),
    path("import/<uuid:import_id>/", imports.preview, name="import-preview"),
    path("import/<uuid:import_id>/columns", imports.columns, name="import-columns"),
    path("import/<uuid:import_id>/commit", imports.commit, name="import-commit"),
    path("import/<uuid:import_id>/discard", imports.discard, name="import-discard"),
]

urlpatterns = [*PROSPECTS, *OVERVIEWS, *REGISTERS, *WORKBOOKS]
