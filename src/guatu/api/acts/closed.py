"""Use cases that are no operations of the API, each with its reason; and parameters that are left out of others."""

from __future__ import annotations

from collections.abc import Mapping

_JOB = "a job of the program's own clock"
_MACHINE = "done on the machine, by whoever runs it"
_PART = "a part of other use cases, which call it"
_SECRET = "what opens an account is given from person to person, signed in"  # noqa: S105
_LINK = "a calendar's link is told on a page, to whoever has signed in; a token makes no further ones"
_PARSED = "takes a workbook that has been read already; upload one and take that in"

CLOSED: Mapping[str, str] = {
    "api.answer_once": "what every operation passes through",
    "api.issue_api_token": "a token makes no further tokens",
    "feeds.renew_calendar_feed": _LINK,
    "feeds.subscribe_calendar": _LINK,
    "indicators.import_indicators": _PARSED,
    "indicators.remind_units": _JOB,
    "investment.import_deals": _PARSED,
    "matters.escalate_matters": _JOB,
    "notifications.broadcast_message": _PART,
    "notifications.deliver_message": _JOB,
    "notifications.notify_people": _PART,
    "notifications.prune_notifications": _JOB,
    "notifications.send_digest": _JOB,
    "organization.create_zone": _MACHINE,
    "organization.link_account": _MACHINE,
    "organization.open_account": _SECRET,
    "organization.open_zone": _MACHINE,
    "organization.record_session": "written by signing in itself",
    "organization.remove_second_factors": _SECRET,
    "organization.reset_password": _SECRET,
    "projects.expire_light_overrides": _JOB,
    "projects.import_projects": _PARSED,
    "projects.raise_red_lights": _JOB,
    "projects.refresh_forecasts": _JOB,
    "projects.refresh_lights": _JOB,
    "projects.remind_of_enrolment": _JOB,
    "webhooks.deliver_webhook": _JOB,
    "webhooks.prune_webhook_deliveries": _JOB,
}

LEFT_OUT: Mapping[str, frozenset[str]] = {
    # For demo zones, made on the machine.
    "enterprises.issue_access_link": frozenset({"fixed_token"}),
    # An account that there is already serves another zone.
    "organization.register_person": frozenset({"user"}),
    # What rules raise they raise themselves.
    "matters.raise_matter": frozenset({"rule"}),
}
