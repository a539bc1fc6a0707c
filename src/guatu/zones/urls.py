from django.urls import path

from guatu.zones.views import figures, rankings, screen, table

app_name = "zones"

urlpatterns = [
    path("", table.table, name="table"),
    path("workbook/", table.workbook, name="workbook"),
    path("csv/", table.csv, name="csv"),
    path("screen/", screen.screen, name="screen"),
    path("figures/<str:name>/", figures.figure, name="figure"),
    path("below/<str:below_code>/figures/<str:name>/", figures.zone_figure, name="zone-figure"),
    path("rankings/", rankings.index, name="rankings"),
    path("rankings/draft/", rankings.draft, name="ranking-draft"),
    path("rankings/<uuid:ranking_id>/", rankings.ranking, name="ranking"),
    path("rankings/<uuid:ranking_id>/withdraw/", rankings.withdraw, name="ranking-withdraw"),
    path("place/", rankings.place, name="place"),
]
