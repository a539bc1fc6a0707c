"""Addresses of notifications, preferences, group robots and deliveries."""

from django.urls import path

from guatu.notifications.views import announcements, channels, deliveries, notifications, preferences

app_name = "notifications"
urlpatterns = [
    path("", notifications.list_notifications, name="notifications"),
    path("bell/", notifications.show_bell, name="bell"),
    path("read/", notifications.read_all, name="notifications-read"),
    path("<uuid:notification_id>/", notifications.open_notification, name="notification"),
    path("<uuid:notification_id>/read/", notifications.read, name="notification-read"),
    path("preferences/", preferences.edit, name="preferences"),
    path("announce/", announcements.announce, name="announce"),
    path("channels/", channels.list_channels, name="channels"),
    path("channels/add/", channels.add, name="channel-add"),
    path("channels/<uuid:channel_id>/edit/", channels.edit, name="channel-edit"),
    path("channels/<uuid:channel_id>/test/", channels.test, name="channel-test"),
    path("channels/<uuid:channel_id>/remove/", channels.remove, name="channel-remove"),
    path("deliveries/", deliveries.list_deliveries, name="deliveries"),
    path("deliveries/<uuid:delivery_id>/retry/", deliveries.retry, name="delivery-retry"),
]
