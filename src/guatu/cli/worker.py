"""`guatu worker`: what is to be done in the background and on the hour."""

import asyncio
import contextlib
import logging
import signal
import sys
from typing import Any

import click
from procrastinate.contrib.django import app, connector_params
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from psycopg import OperationalError
from psycopg_pool import AsyncConnectionPool

from guatu.config.observe import observe_job
from guatu.core.clock import now
from guatu.projects.tasks import tick
from guatu.server.stalled_jobs import look_after_the_dead, take_up_at_start

_GRACE = 10.0  # seconds for a job in work to end


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what waits now, then end.")
@click.option(
    "--patience",
    type=click.FloatRange(min=0, min_open=True),
    default=30,
    show_default=True,
    help="Seconds to wait for a database that does not answer.",
)
def command(once: bool, patience: float) -> None:
    """Do what waits in the queue and what the clock brings, until asked to stop.

    Exit status 1 where the queue was lost: whoever started it starts it again.
    """
    # How its connections come and go is not for people; that it ended is said below, failed jobs are told in full.
    for name in ("psycopg.pool", "procrastinate.utils", "procrastinate.worker.worker"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    connector: Any = app.connector  # typed without what Django's connector adds
    with app.replace_connector(connector.get_worker_connector()):
        try:
            finished = asyncio.run(_work(once, patience))
            if not finished:
                click.echo("worker: the connection to the queue was lost", err=True)
        except (ConnectorException, OperationalError) as error:
            cause = error.__cause__ or error
            click.echo(f"worker: the queue cannot be reached: {str(cause).splitlines()[0]}", err=True)
            finished = False
    if not finished:
        sys.exit(1)


def _connections(patience: float) -> AsyncConnectionPool:
    """Connections to the queue, each tried before it is used; whoever needs one waits `patience` seconds at most."""
    return AsyncConnectionPool(
        kwargs=connector_params(),
        open=False,
        check=AsyncConnectionPool.check_connection,
        timeout=patience,
    )


async def _work(once: bool, patience: float) -> bool:
    """Whether the work ended as it should: asked to stop, or with nothing left where `once`."""
    pool = _connections(patience)
    await pool.open(wait=True, timeout=patience)
    async with pool, app.open_async(pool):
        await take_up_at_start(app.job_manager)
        # A machine that was off over night does not wait for the hour to see what day it is.
        with contextlib.suppress(AlreadyEnqueued):
            hourly: Any = tick
            await hourly.defer_async(timestamp=int(now().timestamp()))
        work = asyncio.create_task(
            app.run_worker_async(
                wait=not once,
                install_signal_handlers=False,
                shutdown_graceful_timeout=_GRACE,
                delete_jobs="successful",
                task_middleware=[observe_job],
            )
        )
        looking = asyncio.create_task(look_after_the_dead(app.job_manager))
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, work.cancel)
        try:
            await work
        except asyncio.CancelledError:
            return True
        finally:
            looking.cancel()
    # It stops by itself only when its listener, its clock or its heartbeat has lost the database.
    return once
