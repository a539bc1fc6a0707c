"""What signing in leaves behind, and when it goes: sessions that have ended, with address and browser; counters."""

from __future__ import annotations

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection, models

from guatu.core.clock import now
from guatu.core.rate_limits import prune_counts

_MOMENT = timedelta(hours=1)


def prune_sign_ins() -> int:
    """Take away ended sessions and counters whose time is over; says how many rows went. That somebody came and went
    stays in the record. Safe to run twice, and beside people who are just signing in: what is alive is not touched."""
    over, _kinds = Session.objects.filter(expire_date__lt=now()).delete()
    alive = Session.objects.filter(session_key=models.OuterRef("session_key"))
    # Whoever is just signing in may have the one before the other.
    shown, _kinds = UserSession.objects.filter(~models.Exists(alive), created_at__lt=now() - _MOMENT).delete()
    return int(over + shown + _prune_counters() + prune_counts())


def _prune_counters() -> int:
    """Of the cache in the database, which by itself takes an entry away only when somebody asks for it again."""
    if not isinstance(caches["default"], DatabaseCache):
        return 0
    table = str(settings.CACHES["default"]["LOCATION"])
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)} WHERE expires < now()")  # noqa: S608 – our own
        return int(cursor.rowcount)
