"""What allauth asks of us: nobody signs up by themselves; whoever guesses shuts out only themselves; every sign-in,
failure and sign-out is told to the record."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guatu.accounts.attempts import count_attempt, note_failure, take_failures
from guatu.accounts.demands import classes_in, demands_of
from guatu.accounts.devices import remember_device
from guatu.accounts.models import User
from guatu.accounts.second_factors import FACTORS
from guatu.accounts.sign_ins import What, tell
from guatu.core.sealed import seal, unseal

# What allauth would write a mail about → what the record says of it, and by which factor.
NOTED: dict[str, tuple[What, str]] = {
    "password_changed": ("password_changed", ""),
    "totp_activated": ("factor_added", "totp"),
    "totp_deactivated": ("factor_removed", "totp"),
    "webauthn_added": ("factor_added", "webauthn"),
    "webauthn_removed": ("factor_removed", "webauthn"),
    "recovery_codes_generated": ("factor_added", "recovery_codes"),
    "account_connected": ("linked", ""),
    "account_disconnected": ("unlinked", ""),
}
_log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        self._login_failed_rl_usage = count_attempt(request, str(credentials.get("username", "")))
        if self._login_failed_rl_usage is None:
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A name that nobody has is not written down: people type passwords there by mistake."""
        user = note_failure(str(credentials.get("username", "")))
        if user is None:
            _log.warning("Somebody at %s tried a user name that nobody has.", self.get_client_ip(request))
        else:
            self.tell("failed", request, user, "wrong_password")

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        if not user.is_active:
            self.tell("failed", request, user, "locked")
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        remember_device(request, answer, user.username)
        self.tell("signed_in", request, user, _way(request, user))
        last, failures = user.last_failure_at, take_failures(user)
        if failures and last is not None:
            messages.warning(
                request,
                ngettext(
                    "Since you last signed in, %(count)s attempt to sign in as you has failed, on %(when)s. "
                    "If it was not you, tell the system administrator and change your password.",
                    "Since you last signed in, %(count)s attempts to sign in as you have failed, the last on %(when)s. "
                    "If it was not you, tell the system administrator and change your password.",
                    failures,
                )
                % {"count": failures, "when": date_format(localtime(last), "DATETIME_FORMAT")},
            )
        return answer

    def logout(self, request: HttpRequest) -> None:
        user = request.user
        super().logout(request)
        if isinstance(user, User):
            self.tell("signed_out", request, user, "")

    def send_notification_mail(self, template_prefix: str, user: User, *args: Any, **kwargs: Any) -> None:
        self.note(template_prefix, user)

    def note(self, template_prefix: str, user: User, way: str = "") -> None:
        """What allauth would write to somebody about their own account goes into the record."""
        what, shown = NOTED.get(template_prefix.rpartition("/")[2], (None, ""))
        if what is not None:
            self.tell(what, context.request, user, way or shown)

    def tell(self, what: What, request: HttpRequest, user: User, way: str) -> None:
        """Tell the record."""
        tell(what, user, request, self.get_client_ip(request), way)

    def set_password(self, user: User, password: str) -> None:
        """The one-time password has done its work once somebody has chosen their own."""
        user.must_change_password = False
        super().set_password(user, password)

    def clean_password(self, password: str, user: User | None = None) -> str:
        """The house's rules, then those of the zones that the account serves. Raises `ValidationError`."""
        cleaned: str = super().clean_password(password, user)
        if user is None or user.pk is None:
            return cleaned
        demands = demands_of(user)
        if len(cleaned) < demands.password_length:
            raise ValidationError(_("It needs at least %s characters.") % demands.password_length)
        if classes_in(cleaned) < demands.password_classes:
            raise ValidationError(
                _("It needs %s of these: small letters, capital letters, digits, other characters.")
                % demands.password_classes
            )
        if user.check_password(cleaned):
            raise ValidationError(_("Choose another one than you have now."))
        return cleaned

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("home")


def _way(request: HttpRequest, user: User) -> str:
    """What somebody showed at this sign-in, first to last, such as `password totp`."""
    shown = [
        r.get("type") or r.get("provider") or r["method"] for r in get_authentication_records(request, user)
    ]
    return " ".join(dict.fromkeys(shown))


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of authenticator apps and recovery codes are sealed in the database; older ones stay readable."""

    def encrypt(self, text: str) -> str:
        return seal(text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last factor stays where one is asked for; another may be added first."""
        others = Authenticator.objects.filter(user=authenticator.user, type__in=FACTORS).exclude(
            id=authenticator.id
        )
        return others.exists() or not demands_of(authenticator.user).second_factor

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)
