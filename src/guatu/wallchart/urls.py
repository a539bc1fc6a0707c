"""Addresses of the wall chart."""

from django.urls import path

from guatu.wallchart import views

app_name = "wallchart"
urlpatterns = [
    path("", views.chart, name="chart"),
]
