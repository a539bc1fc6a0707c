"""Addresses under `/api/v1/`. The token names the zone."""

from django.urls import path, re_path

from guatu.api import docs_views, figure_views, happenings, views, zone_views
from guatu.api.acts import views as acts

app_name = "api"
urlpatterns = [
    path("openapi.json", views.show_document, name="openapi"),
    path("docs", docs_views.docs, name="docs"),
    path("docs/<slug:tag>", docs_views.docs, name="docs-of"),
    path("token", views.show_token, name="token"),
    path("events", happenings.list_events, name="events"),
    path("figures", figure_views.list_figures, name="figures"),
    path("figures/<str:name>", figure_views.show_figure, name="figure"),
    path("zones", zone_views.list_zones, name="zones"),
    path("zones/table", zone_views.table, name="zone-table"),
    path("zones/standing", zone_views.show_standing, name="zone-standing"),
    path("zones/places", zone_views.show_places, name="zone-places"),
    path("zones/figures/<str:name>", zone_views.show_figure, name="figure-over-zones"),
    path("zones/<str:code>/figures/<str:name>", zone_views.show_zone_figure, name="figure-of-zone"),
    path("<slug:collection>", views.list_objects, name="objects"),
    path("<slug:collection>/<uuid:object_id>", views.show_object, name="object"),
    path("<slug:app>/<slug:name>", acts.carry_out, name="act"),
    re_path("", views.nothing_here, name="nothing"),
]
