"""Addresses of evidence files."""

from django.urls import path

from guatu.attachments import views

app_name = "attachments"
urlpatterns = [
    path("<uuid:attachment_id>/", views.download, name="file"),
    path("<uuid:attachment_id>/small/", views.thumbnail, name="thumbnail"),
]
