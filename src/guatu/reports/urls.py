from django.urls import path

from guatu.reports.views import briefings, dashboards, figures, templates, workbook

app_name = "reports"

FIGURES = [
    path("figures/", figures.figures, name="figures"),
    path("figures/<str:name>/", figures.figure, name="figure"),
    path("figures/<str:name>/workbook/", workbook.download, name="figure-workbook"),
]

DASHBOARDS = [
    path("", dashboards.show, name="overview"),
    path("units/<uuid:unit_id>/", dashboards.unit, name="unit"),
    path("leads/<uuid:person_id>/", dashboards.lead, name="lead"),
    path("lists/<uuid:list_id>/", dashboards.project_list, name="list"),
    path("screen/", dashboards.screen, name="screen"),
]

BRIEFINGS = [
    path("briefings/", briefings.briefings, name="briefings"),
    path("briefings/draft/", briefings.draft, name="briefing-draft"),
    path("briefings/templates/", templates.briefing_templates, name="briefing-templates"),
    path("briefings/templates/define/", templates.define, name="briefing-template-define"),
    path("briefings/templates/<uuid:briefing_template_id>/", templates.define, name="briefing-template"),
    path("briefings/<uuid:briefing_id>/", briefings.briefing, name="briefing"),
    path("briefings/<uuid:briefing_id>/edit/", briefings.edit, name="briefing-edit"),
    path("briefings/<uuid:briefing_id>/submit/", briefings.submit, name="briefing-submit"),
    path("briefings/<uuid:briefing_id>/return/", briefings.give_back, name="briefing-return"),
    path("briefings/<uuid:briefing_id>/issue/", briefings.issue, name="briefing-issue"),
    path("briefings/<uuid:briefing_id>/discard/", briefings.discard, name="briefing-discard"),
    path("briefings/<uuid:briefing_id>/supersede/", briefings.supersede, name="briefing-supersede"),
    path("briefings/<uuid:briefing_id>/changes/", briefings.changes, name="briefing-changes"),
    path("briefings/<uuid:briefing_id>/word/", briefings.word, name="briefing-word"),
]

urlpatterns = [*FIGURES, *DASHBOARDS, *BRIEFINGS]
