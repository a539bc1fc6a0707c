"""Who may do what with calendars. They belong to the whole zone: changing one takes powers over all of it."""

from guatu.core.actor import Actor


def may_view_calendar(actor: Actor) -> bool:
    return actor.may("calendars.view_calendar")


def may_define_calendar(actor: Actor) -> bool:
    return actor.reach("calendars.define_calendar").whole_zone


def may_draft_notice(actor: Actor) -> bool:
    return actor.reach("calendars.draft_notice").whole_zone


def may_apply_notice(actor: Actor) -> bool:
    return actor.reach("calendars.apply_notice").whole_zone


def may_load_official_notices(actor: Actor) -> bool:
    """Loading drafts and applies at once, so it takes both powers."""
    return may_draft_notice(actor) and may_apply_notice(actor)


def may_set_up_calendars(actor: Actor) -> bool:
    return may_define_calendar(actor) and may_load_official_notices(actor)
