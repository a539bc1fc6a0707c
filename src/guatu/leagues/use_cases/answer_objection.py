"""Answer an objection: refused with a reason, or accepted, which corrects the table.

A number is corrected where its rows are. Accepting reads this one number anew, leaves every other as it was
published, and works the places out again as another version; the old one is kept.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import Refused
from guatu.core.periods import Period
from guatu.core.use_case import change, record, use_case
from guatu.leagues.choices import Decision, RunStatus, WhyUnranked
from guatu.leagues.events import ObjectionAnswered, RunCorrected
from guatu.leagues.measuring import Cell, measure
from guatu.leagues.models import LeagueLine, LeagueObjection, LeagueRun
from guatu.leagues.peers import Peer
from guatu.leagues.policies import may_answer_objection, raised
from guatu.leagues.selectors.tables import lines_of, run_in_force
from guatu.leagues.snapshot import keep_lines, read_moment, work_out
from guatu.leagues.taking import take_table, words
from guatu.leagues.working import left_out_of
from guatu.organization.powers import system_actor
from guatu.organization.selectors import unit_tree

MOST = 2000


@use_case(may=may_answer_objection)
def answer_objection(
    *, actor: Actor, objection: LeagueObjection, accepted: bool, answer: str
) -> LeagueObjection:
    """Raises `InvalidInput` without an answer; `Refused` for whoever objected (`own`), for what was answered
    (`moved_on`), and where the number read anew is what was published (`unchanged`)."""
    table = take_table(objection.run.table, actor=actor)
    objection = LeagueObjection.objects.select_related("unit").get(zone_id=actor.zone_id, id=objection.id)
    told = words(answer, "answer", needed=_("Say why."), most=MOST)
    run = run_in_force(table, objection.run.period)
    if raised(actor, objection):
        raise Refused(_("You objected yourself; somebody else answers."), code="own")
    if objection.decision != Decision.ASKED or run is None or run.status != RunStatus.PUBLISHED:
        raise Refused(_("This was answered already."), code="moved_on")
    corrected = _correct(run, objection, told, actor) if accepted else None
    changes = change(
        objection,
        decision=Decision.GRANTED if accepted else Decision.REFUSED,
        answer=told,
        answered_by_name=actor.name,
        answered_on=today(table.zone),
        led_to=corrected,
    )
    record(
        ObjectionAnswered(
            zone_id=actor.zone_id,
            table_id=table.id,
            run_id=run.id,
            period=run.period,
            objection_id=objection.id,
            accepted=accepted,
        ),
        subject=objection,
        changes=changes,
        reason=told,
        about=(run.id, table.id, objection.unit_id),
    )
    return objection


def _correct(run: LeagueRun, objection: LeagueObjection, reason: str, actor: Actor) -> LeagueRun:
    """The next version of a published run, with one number read anew."""
    lines, book, zone, key = lines_of(run), run.rules.book, run.zone, objection.criterion
    period = Period.parse(run.period)
    fresh = measure(
        book,
        period,
        [objection.unit_id],
        actor=system_actor("ranking", zone),
        zone=zone,
        tree=unit_tree(zone.id),
        taken_out=left_out_of(run.table, period).rows,
        keys=frozenset({key}),
        with_fingerprints=True,
    )[objection.unit_id][key]
    cells = {line.unit_id: {k: Cell.from_json(cell) for k, cell in line.cells.items()} for line in lines}
    if fresh == cells[objection.unit_id][key]:
        raise Refused(
            _("Read anew, the number is what was published. Correct its rows first, or refuse."),
            code="unchanged",
        )
    cells[objection.unit_id][key] = fresh
    peers = {line.unit_id: Peer(line.unit_id, line.unit_name, line.group) for line in lines}
    excluded = frozenset(line.unit_id for line in lines if line.unranked == WhyUnranked.EXCLUDED)
    outcome = work_out(book, peers, cells, excluded)
    change(run, status=RunStatus.SUPERSEDED)
    made = LeagueRun.objects.create(
        zone_id=run.zone_id,
        table=run.table,
        rules=run.rules,
        period=run.period,
        number=run.number + 1,
        status=RunStatus.PUBLISHED,
        as_of=run.as_of,
        formulas=run.formulas,
        yards=outcome.yards,
        left_out=run.left_out,
        made_by=actor.name,
        published_on=today(zone),
        published_by=actor.name,
        objections_until=run.objections_until,
        corrects=run,
        correction=reason,
    )
    keep_lines(made, outcome, _before(lines), _read_at(lines) | {(objection.unit_id, key): read_moment()})
    record(
        RunCorrected(
            zone_id=run.zone_id,
            table_id=run.table_id,
            run_id=made.id,
            period=run.period,
            corrects_id=run.id,
        ),
        subject=made,
        reason=reason,
        about=(run.id, run.table_id),
    )
    return made


def _before(lines: list[LeagueLine]) -> dict[UUID, int]:
    return {line.unit_id: line.previous for line in lines if line.previous is not None}


def _read_at(lines: list[LeagueLine]) -> dict[tuple[UUID, str], datetime]:
    """When each number of a run was read: it may have been corrected before."""
    return {
        (line.unit_id, key): datetime.fromisoformat(cell["as_of"])
        for line in lines
        for key, cell in line.cells.items()
    }
