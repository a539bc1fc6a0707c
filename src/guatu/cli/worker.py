"""`guatu worker`: what is to be done in the background and on the hour."""

import asyncio
import logging
import signal
import sys

import click
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException

_GRACE = 10.0  # seconds for a job in work to end


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what waits now, then end.")
def command(once: bool) -> None:
    """Do what waits in the queue and what the clock brings, until asked to stop.

    Exit status 1 where the queue was lost: whoever started it starts it again.
    """
    # How its connections come and go is not for people; that it ended is said below, failed jobs are told in full.
    for name in ("psycopg.pool", "procrastinate.utils", "procrastinate.worker.worker"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with app.replace_connector(app.connector.get_worker_connector()):
        try:
            finished = asyncio.run(_work(once))
        except (ConnectorException, OSError) as error:
            cause = error.__cause__ or error
            click.echo(f"worker: the queue cannot be reached: {str(cause).splitlines()[0]}", err=True)
            finished = False
    if not finished:
        sys.exit(1)


async def _work(once: bool) -> bool:
    """Whether the work ended as it should: asked to stop, or with nothing left where `once`."""
    async with app.open_async():
        work = asyncio.create_task(
            app.run_worker_async(
                wait=not once,
                install_signal_handlers=False,
                shutdown_graceful_timeout=_GRACE,
                delete_jobs="successful",
            )
        )
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, work.cancel)
        try:
            await work
        except asyncio.CancelledError:
            return True
    # It stops by itself only when its listener, its clock or its heartbeat has lost the database.
    return once
