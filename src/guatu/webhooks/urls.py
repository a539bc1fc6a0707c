"""Addresses of webhooks."""

from django.urls import path

from guatu.webhooks import views

app_name = "webhooks"
urlpatterns = [
    path("", views.list_webhooks, name="webhooks"),
    path("add/", views.add, name="webhook-add"),
    path("<uuid:webhook_id>/", views.show, name="webhook"),
    path("<uuid:webhook_id>/edit/", views.edit, name="webhook-edit"),
    path("<uuid:webhook_id>/secret/", views.renew, name="webhook-secret-renew"),
    path("<uuid:webhook_id>/remove/", views.remove, name="webhook-remove"),
    path("<uuid:webhook_id>/test/", views.test, name="webhook-test"),
    path("deliveries/<uuid:delivery_id>/redeliver/", views.redeliver, name="webhook-redeliver"),
]
