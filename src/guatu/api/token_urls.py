"""Addresses of one's own tokens, under `/z/<zone>/api-tokens/`."""

from django.urls import path

from guatu.api import token_views

app_name = "tokens"
urlpatterns = [
    path("", token_views.list_tokens, name="tokens"),
    path("issue/", token_views.issue, name="token-issue"),
    path("<uuid:token_id>/withdraw/", token_views.withdraw, name="token-withdraw"),
]
