"""Addresses of the record."""

from django.urls import URLPattern

app_name = "audit"
urlpatterns: list[URLPattern] = []
