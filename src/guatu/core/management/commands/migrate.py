"""Django's `migrate`, then the cache table, the keys of zoned tables, the wall between zones, the rights of the app's
role."""

from typing import Any

from django.core.management import call_command
from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import connections

from guatu.core import zoned_keys


class Command(DjangoMigrate):
    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        call_command("createcachetable", database=options["database"], verbosity=0)
        zoned_keys.apply(connections[options["database"]])
