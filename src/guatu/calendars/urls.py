"""Addresses of the calendars app."""

from django.urls import URLPattern

app_name = "calendars"
urlpatterns: list[URLPattern] = []
