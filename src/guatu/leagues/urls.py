"""Addresses of league tables."""

from django.urls import path

from guatu.leagues.views import rules, runs, tables

app_name = "leagues"

TABLES = [
    path("", tables.index, name="tables"),
    path("new/", tables.define, name="table-define"),
    path("<uuid:table_id>/", tables.show, name="table"),
    path("<uuid:table_id>/edit/", tables.edit, name="table-edit"),
    path("<uuid:table_id>/race/", tables.race, name="race"),
    path("<uuid:table_id>/try", tables.try_, name="run-try"),
    path("<uuid:table_id>/rules/", rules.show, name="rules"),
    path("<uuid:table_id>/rules/new/", rules.define, name="rules-define"),
    path("<uuid:table_id>/groups/new/", rules.group, name="unit-group"),
    path("<uuid:table_id>/exclusions/", rules.exclusions, name="exclusions"),
    path("<uuid:table_id>/exclusions/new/", rules.exclude, name="exclusion-ask"),
    path("exclusions/<uuid:exclusion_id>/", rules.decide, name="exclusion-decide"),
]

RUNS = [
    path("runs/<uuid:run_id>/", runs.show, name="run"),
    path("runs/<uuid:run_id>/publish", runs.publish, name="run-publish"),
    path("runs/<uuid:run_id>/discard", runs.discard, name="run-discard"),
    path("runs/<uuid:run_id>/finalize", runs.finalize, name="run-finalize"),
    path("runs/<uuid:run_id>/award", runs.award, name="awards-give"),
    path("runs/<uuid:run_id>/table.xlsx", runs.workbook, name="workbook"),
    path("runs/<uuid:run_id>/bulletin.docx", runs.download_bulletin, name="bulletin"),
    path("runs/<uuid:run_id>/objections/", runs.objections, name="objections"),
    path("runs/<uuid:run_id>/units/<uuid:unit_id>/", runs.line, name="line"),
    path("runs/<uuid:run_id>/units/<uuid:unit_id>/object/", runs.object_, name="objection-raise"),
    path("objections/<uuid:objection_id>/", runs.answer, name="objection-answer"),
    path("awards/<uuid:award_id>/letter.docx", runs.letter, name="award-letter"),
]

urlpatterns = [*TABLES, *RUNS]
