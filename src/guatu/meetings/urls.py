"""Addresses of meetings."""

from django.urls import path

from guatu.meetings.views import fieldwork, meeting, mode, series

app_name = "meetings"

SERIES = [
    path("", series.index, name="series-list"),
    path("new/", series.define, name="series-define"),
    path("<uuid:series_id>/", series.show, name="series"),
    path("<uuid:series_id>/edit/", series.edit, name="series-edit"),
    path("<uuid:series_id>/rename/", series.rename, name="series-rename"),
    path("<uuid:series_id>/call", series.call, name="meeting-call"),
    path("<uuid:series_id>/items", meeting.add, name="item-add"),
]

MEETINGS = [
    path("held/<uuid:meeting_id>/", meeting.show, name="meeting"),
    path("held/<uuid:meeting_id>/build", meeting.build, name="agenda-build"),
    path("held/<uuid:meeting_id>/open", meeting.open_, name="meeting-open"),
    path("held/<uuid:meeting_id>/start", meeting.start, name="meeting-start"),
    path("held/<uuid:meeting_id>/close/", meeting.close, name="meeting-close"),
    path("held/<uuid:meeting_id>/move/", meeting.move, name="meeting-move"),
    path("held/<uuid:meeting_id>/cancel/", meeting.cancel, name="meeting-cancel"),
    path("held/<uuid:meeting_id>/attendance/", meeting.attendance, name="attendance"),
    path("held/<uuid:meeting_id>/minutes.docx", meeting.download_minutes, name="minutes"),
    path("held/<uuid:meeting_id>/mode/", mode.show, name="mode"),
    path("items/<uuid:item_id>/arrange", meeting.arrange, name="item-arrange"),
    path("items/<uuid:item_id>/resolve", mode.resolve, name="resolution-pass"),
    path("items/<uuid:item_id>/discuss", mode.discuss, name="item-discuss"),
]

FIELDWORK = [
    path("visits/", fieldwork.visits, name="visits"),
    path("visits/new/", fieldwork.file, name="visit-file"),
    path("visits/not-visited/", fieldwork.not_visited, name="not-visited"),
    path("reviews/", fieldwork.reviews, name="reviews"),
    path("reviews/new/", fieldwork.review, name="review-file"),
]

urlpatterns = [*SERIES, *MEETINGS, *FIELDWORK]
