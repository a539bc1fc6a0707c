"""Holding an object at the version that somebody has read, for as long as a transaction lasts."""

from django.db import connection
from django.utils.translation import gettext as _

from guatu.core.errors import StaleVersion
from guatu.core.zoned import VersionedModel

# The remark before the statement keeps it from being counted as a change: it writes what stands there already.
_HOLD = '/* hold */ UPDATE "{table}" SET version = version WHERE zone_id = %s AND id = %s AND version = %s'


def hold_version(instance: VersionedModel, version: int) -> None:
    """Until the transaction ends nobody else changes `instance`, which stands at `version`. Called within a use case.

    Raises `StaleVersion` where it has moved on.
    """
    statement = _HOLD.format(table=instance._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(statement, [instance.zone_id, instance.pk, version])
        if cursor.rowcount == 0:
            raise StaleVersion(_("Somebody else has changed this since you opened it."))
