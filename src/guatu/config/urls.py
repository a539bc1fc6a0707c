"""Every address of the product."""

from django.urls import include, path

from guatu.config import views

urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("language/", views.choose_language, name="choose-language"),
    path("accounts/", include("allauth.urls")),
]
