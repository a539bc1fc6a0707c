"""What allauth asks of us: nobody signs up by themselves; accounts are given out."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse

from guatu.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Failed attempts are counted by user name alone: allauth adds the host that the browser names."""
        return str(credentials.get("username", "")).lower()

    def set_password(self, user: User, password: str) -> None:
        """The one-time password has done its work once somebody has chosen their own."""
        user.must_change_password = False
        super().set_password(user, password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("home")
