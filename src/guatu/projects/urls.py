"""Addresses of projects. Each aggregate's addresses stand together."""

from django.urls import path

from guatu.projects.views import project

app_name = "projects"
urlpatterns = [
    path("<uuid:project_id>/", project.show, name="project"),
]
