"""What somebody signs in with beside the password."""

from collections.abc import Collection
from uuid import UUID

from allauth.mfa.models import Authenticator

from guatu.accounts.models import User

# What counts as one; recovery codes only stand in for it.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def users_with_second_factors(user_ids: Collection[UUID]) -> set[UUID]:
    """Those of the users who have an authenticator app or a security key."""
    found = Authenticator.objects.filter(user_id__in=user_ids, type__in=FACTORS)
    return set(found.values_list("user_id", flat=True))


def remove_second_factors(user: User) -> int:
    """Remove all of them, recovery codes too; returns how many there were."""
    removed: tuple[int, dict[str, int]] = Authenticator.objects.filter(user=user).delete()
    return removed[0]
