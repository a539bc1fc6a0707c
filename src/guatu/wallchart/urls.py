"""Addresses of the wall chart."""

from django.urls import path

app_name = "wallchart"
urlpatterns: list[object] = []
