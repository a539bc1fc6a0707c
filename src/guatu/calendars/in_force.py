"""Putting a notice in force, for the use cases that apply one: looked at by somebody, or shipped."""

from guatu.calendars.choices import NoticeStatus
from guatu.calendars.events import NoticeApplied
from guatu.calendars.models import Notice
from guatu.calendars.open_dates import providers
from guatu.calendars.previews import NoticePreview
from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.use_case import change, record


def put_in_force(notice: Notice, preview: NoticePreview, *, actor: Actor) -> None:
    """Let a drafted `notice` count, record it, and move the open dates of `preview`."""
    changes = change(notice, status=NoticeStatus.APPLIED, applied_at=now(), applied_by=actor.name)
    reason = " ".join(filter(None, (notice.title, notice.document_number)))
    record(
        NoticeApplied(
            zone_id=notice.zone_id,
            notice_id=notice.id,
            year=notice.year,
            document_number=notice.document_number,
            moved=len(preview.all_moves),
        ),
        subject=notice,
        changes=changes,
        reason=reason,
    )
    for provider in providers():
        if moves := preview.moves.get(provider.name):
            provider.move(moves, actor=actor, reason=reason)
