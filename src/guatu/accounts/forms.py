"""Forms of allauth with what the house adds: a wrong code is a failed sign-in too."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm as BaseAuthenticateForm

from guatu.accounts.attempts import note_failure


class AuthenticateForm(BaseAuthenticateForm):  # type: ignore[misc]
    """The code of an authenticator app, or a recovery code, after the password."""

    def _emit_authentication_failed(self, authenticator: Any) -> None:
        super()._emit_authentication_failed(authenticator)
        note_failure(self.user.username)
        get_adapter().tell("failed", context.request, self.user, "wrong_code")
