"""Addresses of the record."""

from django.urls import path

from guatu.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.show_record, name="record"),
    path("download/", views.download_record, name="record-download"),
]
