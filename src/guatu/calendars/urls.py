"""Addresses of the calendars app."""

from django.urls import path

from guatu.calendars import views

app_name = "calendars"
urlpatterns = [
    path("", views.show_year, name="year"),
    path("notices/", views.list_notices, name="notices"),
    path("notices/add/", views.add_notice, name="notice-draft"),
    path("notices/<uuid:notice_id>/", views.show_notice, name="notice"),
    path("notices/<uuid:notice_id>/edit/", views.edit_notice, name="notice-edit"),
    path("notices/<uuid:notice_id>/apply/", views.apply, name="notice-apply"),
    path("define/", views.edit_calendar, name="calendar-define"),
    path("define/<slug:code>/", views.edit_calendar, name="calendar-edit"),
]
