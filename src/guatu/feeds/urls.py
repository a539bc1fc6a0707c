"""Addresses of somebody's calendars."""

from django.urls import path

from guatu.feeds import views

app_name = "feeds"
urlpatterns = [
    path("", views.calendars, name="calendars"),
    path("new/", views.subscribe, name="calendar-subscribe"),
    path("project/<uuid:project_id>/", views.subscribe, name="project-calendar-subscribe"),
    path("<uuid:feed_id>/renew/", views.renew, name="calendar-renew"),
    path("<uuid:feed_id>/withdraw/", views.withdraw, name="calendar-withdraw"),
]
