"""Addresses of the wall chart."""

from django.urls import path

from guatu.wallchart import print_views, views

app_name = "wallchart"
urlpatterns = [
    path("", views.chart, name="chart"),
    path("data", views.data, name="data"),
    path("print.<str:form>", print_views.print_chart, name="print"),
]
