"""The command group: finds each command's module only when it is called, and answers errors in one manner."""

import os
from importlib import import_module
from typing import Any, NamedTuple

import click
import django

from guatu.cli.context import SETTINGS, database, report_errors


class Place(NamedTuple):
    """Where a command lives in `guatu.cli`, whether it works on the database, and whether it needs the apps loaded all
    the same."""

    module: str
    database: bool
    apps: bool = False


COMMANDS = {
    "audit": Place("audit", True),
    "backup": Place("backup", True),
    "briefing": Place("briefing", True),
    "citus": Place("citus", True),
    "demo": Place("demo", True),
    "doctor": Place("doctor", True),
    "export": Place("export", True),
    "figures": Place("figures", True),
    "import": Place("import_", True),
    "load": Place("load", True),
    "openapi": Place("openapi", False, apps=True),
    "restore": Place("restore", True),
    "schedule": Place("schedule", True),
    "tick": Place("tick", True),
    "up": Place("up", False),
    "user": Place("user", True),
    "worker": Place("worker", True),
    "zone": Place("zone", True),
    # Django's own commands.
    "check": Place("manage", False),
    "collectstatic": Place("manage", False),
    "makemigrations": Place("manage", True),
    "migrate": Place("manage", True),
    "shell": Place("manage", True),
}

# What works as the role that owns the tables, and finds the database as it is: a backup before an update holds
# the state before it.
OWNERS = frozenset({"backup", "citus", "makemigrations", "migrate", "restore"})


class Commands(click.Group):
    """Loads a command on demand, with Django set up on its database where the command needs one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        # --data is understood after any command: it says where the database is before the command loads.
        if "--data" in args[:-1]:
            at = args.index("--data")
            os.environ["GUATU_DATA"] = args[at + 1]
            args = args[:at] + args[at + 2 :]
        place = COMMANDS.get(args[0])
        bare = {"-h", "--help", "--network"} & {arg.split("=")[0] for arg in args}
        if place is not None and place.database and not bare:
            ctx.with_resource(database(owner=args[0] in OWNERS))
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        place = COMMANDS.get(name)
        if place is None:
            return None
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
        if place.database or place.apps:
            django.setup()
        loaded: Any = import_module(f"guatu.cli.{place.module}")
        command: click.Command = loaded.django_command(name) if place.module == "manage" else loaded.command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        with report_errors():
            return super().invoke(ctx)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="guatu")
def guatu() -> None:
    """Guatu 挂图: the wall chart of a development zone, kept true.

    The embedded database lies in the folder GUATU_DATA (or --data DIR, after any command);
    DATABASE_URL takes the database from elsewhere.
    """
