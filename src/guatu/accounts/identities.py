"""Identities elsewhere – WeCom, DingTalk, Feishu, an OpenID Connect server – with which people sign in.

An identity opens an account only after its owner, signed in, has linked it. Nobody gets an account by having one, and
nothing that a provider says of somebody – an address, a telephone number – links anything.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from django.contrib import messages
from django.http import Http404, HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

# Of what a provider tells, only what the owner recognises the identity by.
_KEPT = ("name", "nick", "preferred_username")


class IdentityAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        return False

    def get_app(self, request: HttpRequest, provider: str, client_id: str | None = None) -> SocialApp:
        """A provider that this installation does not use has no pages."""
        try:
            return super().get_app(request, provider, client_id)
        except SocialApp.DoesNotExist as error:
            raise Http404 from error

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        account = sociallogin.account
        account.extra_data = _kept(account.extra_data)
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            return
        if not sociallogin.is_existing:
            messages.warning(
                request,
                _(
                    "This identity is linked to no account here. Sign in with your password, then link it "
                    "under your name."
                ),
            )
            raise ImmediateHttpResponse(redirect("account_login"))
        account.save(update_fields=["extra_data"])

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: Any = None, **kwargs: Any
    ) -> None:
        """Told to the record instead of by mail, with the provider's name."""
        adapter = get_adapter()
        adapter.note(template_prefix, user, str((context or {})["account"].provider))


def _kept(told: dict[str, Any]) -> dict[str, Any]:
    parts = [part for part in (told.get("userinfo"), told.get("id_token"), told) if isinstance(part, dict)]
    return {name: part[name] for part in reversed(parts) for name in _KEPT if isinstance(part.get(name), str)}
