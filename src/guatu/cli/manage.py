"""Django's own commands that operators and developers need, under `guatu`."""

import click
from django.core.management import execute_from_command_line


def django_command(name: str) -> click.Command:
    """The click command that hands its arguments to Django's command `name`."""

    @click.command(name, context_settings={"ignore_unknown_options": True}, add_help_option=False)
    @click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
    def command(arguments: tuple[str, ...]) -> None:
        execute_from_command_line(["guatu", name, *arguments])

    command.help = f"Django's “{name}”."
    return command
