"""`guatu tick`: advance the clocks."""

from contextlib import nullcontext
from datetime import datetime

import click

from guatu.cli.context import json_option, print_json, zone_option
from guatu.cli.zones import zones_named
from guatu.core import clock
from guatu.core.errors import InvalidInput
from guatu.core.pulses import TICK, beat
from guatu.indicators.tasks import remind_all
from guatu.matters.tasks import ring_ladders
from guatu.projects.tasks import advance_clocks


@click.command("tick")
@click.option(
    "--now", "moment", metavar="ISO", help="Do as if it were this moment, such as 2018-07-02T09:00+08:00."
)
@zone_option
@json_option
def command(moment: str | None, zone_code: str | None, as_json: bool) -> None:
    """Advance clocks: lights that follow from the date, the ladder of matters, reminders of entries due.

    Safe to run twice.
    """
    with clock.frozen_at(_moment(moment)) if moment else nullcontext():
        zones = zones_named(zone_code)
        lights, matters, reminded = advance_clocks(zones), ring_ladders(zones), remind_all(zones)
    if moment is None and zone_code is None:
        beat(TICK)
    if as_json:
        print_json({"lights_changed": lights, "matters_seen_to": matters, "people_reminded": reminded})
    else:
        for code, count in lights.items():
            click.echo(
                f"{code}: {count} lights changed, {matters[code]} matters seen to, {reminded[code]} reminded"
            )


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput({"--now": f"“{text}” is not a moment; expected 2018-07-02T09:00+08:00"}) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=clock.CHINA)
