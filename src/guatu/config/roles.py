"""Which powers each role carries: the one table that says who may do what.

A post names roles; its holder has their permissions over the post's unit and everything below it. Permissions
are named after the use cases they open (`<app>.<use case>`) and, for reading, `<app>.view_<object>`.
"""

_READ = frozenset(
    {
        "projects.view_project",
        "organization.view_unit",
        "calendars.view_calendar",
        "wallchart.view_chart",
        "matters.view_matter",
        "matters.raise_matter",
        "enterprises.view_enterprise",
        "meetings.view_meeting",
        "meetings.view_visit",
        "reports.view_figure",
        "reports.view_briefing",
        "indicators.view_indicator",
        "leagues.view_league",
    }
)

_FOLLOW = _READ | {
    "organization.view_mobile",
    "grids.view_grid",
    "projects.file_progress_report",
    "projects.instantiate_plan",
    "projects.revise_plan",
    "projects.tune_plan",
    "projects.submit_plan",
    "projects.discard_plan",
    "projects.achieve_milestone",
    "projects.forecast_milestone",
    "projects.file_start_proof",
    "projects.report_investment",
    "projects.describe_works",
    "matters.handle_matter",
    "enterprises.view_contact",
    "enterprises.manage_contacts",
    "enterprises.visit_enterprise",
    "enterprises.manage_access_links",
    "meetings.file_visit",
    "meetings.file_review",
    "reports.draft_briefing",
    "investment.view_prospect",
    "projects.file_enrolment_paper",
    "indicators.save_entries",
    "indicators.report_item",
    "leagues.raise_objection",
}

# Prospects are told to few before they land, so they are not among what everybody reads.
_PROMOTE = frozenset(
    {
        "investment.view_prospect",
        "investment.register_prospect",
        "investment.edit_prospect",
        "investment.enter_capital_paid_in",
        "investment.manage_registers",
        "investment.state_totals",
        "investment.import_deals",
    }
)
_FOLLOW_AND_PROMOTE = _FOLLOW | _PROMOTE

_OFFICE = _FOLLOW_AND_PROMOTE | {
    # In a city or a province: the figures of the zones below it.
    "zones.view_zone",
    "zones.publish_ranking",
    "zones.withdraw_ranking",
    "projects.create_project",
    "projects.edit_project",
    "projects.withdraw_project",
    "projects.publish_project",
    "projects.plan_year",
    "projects.assign_bundle",
    "projects.hand_over_project_duty",
    "projects.import_projects",
    "projects.export_projects",
    "projects.define_plan_template",
    "projects.verify_start_proof",
    "projects.override_light",
    "projects.withdraw_light_override",
    "projects.manage_lists",
    "projects.choose_light_rules",
    "projects.open_month",
    "projects.choose_enrolment_rules",
    "grids.manage_grids",
    "organization.manage_units",
    "organization.manage_posts",
    "organization.manage_task_forces",
    "calendars.draft_notice",
    "calendars.apply_notice",
    "calendars.define_calendar",
    "matters.dispatch_matter",
    "matters.assign_matter",
    "matters.decide_on_matter",
    "matters.exclude_matter",
    "matters.manage_matter_rules",
    "matters.view_confidential_matter",
    "notifications.manage_channels",
    "notifications.view_delivery",
    "notifications.broadcast_message",
    "enterprises.register_enterprise",
    "enterprises.edit_enterprise",
    "enterprises.choose_visit_limit",
    "reports.issue_briefing",
    "reports.define_briefing_template",
    "meetings.define_series",
    "meetings.call_meeting",
    "leagues.manage_leagues",
    "leagues.publish_run",
    "leagues.answer_objection",
    "meetings.pass_resolution",
    "indicators.define_indicator",
    "indicators.define_entry_set",
    "indicators.import_indicators",
    "indicators.correct_reading",
    "indicators.review_entries",
    "indicators.set_targets",
}

_LEADER = _READ | {
    "zones.view_zone",
    "zones.publish_ranking",
    "zones.withdraw_ranking",
    "organization.view_mobile",
    "grids.view_grid",
    "investment.view_prospect",
    "projects.approve_plan",
    "projects.return_plan",
    "projects.override_light",
    "projects.withdraw_light_override",
    "projects.file_progress_report",
    "projects.verify_start_proof",
    "matters.assign_matter",
    "matters.dispatch_matter",
    "matters.decide_on_matter",
    "matters.view_confidential_matter",
    "notifications.broadcast_message",
    "enterprises.view_contact",
    "enterprises.visit_enterprise",
    "meetings.pass_resolution",
    "meetings.file_visit",
    "indicators.approve_entries",
    "indicators.name_pace_setter",
    "reports.issue_briefing",
    "leagues.decide_exclusion",
    "leagues.give_awards",
}

ROLES: dict[str, frozenset[str]] = {
    "leader": _LEADER,
    "office": _OFFICE,
    "office_head": _OFFICE | _LEADER,
    "clerk": _FOLLOW,
    "investment_officer": _READ | _PROMOTE | {"grids.view_grid", "enterprises.visit_enterprise"},
    "grid_worker": _READ
    | {
        "organization.view_mobile",
        # The own grids are seen by working in them (`grids.policies`); this is the entry in the menu.
        "grids.view_own_grids",
        "projects.file_progress_report",
        "projects.file_start_proof",
        "matters.handle_matter",
        "enterprises.view_contact",
        "enterprises.visit_enterprise",
    },
    "supervisor": _READ
    | {
        "organization.view_mobile",
        "grids.view_grid",
        "projects.verify_start_proof",
        "matters.verify_matter",
        "matters.dispatch_matter",
        "indicators.judge_item",
    },
    "statistician": _READ
    | {
        "zones.view_zone",
        "grids.view_grid",
        "investment.view_prospect",
        "projects.enter_statistical_investment",
        "projects.enrol_project",
        "indicators.record_reading",
        "indicators.import_indicators",
    },
    "auditor": frozenset({"audit.view_record", "organization.view_unit"}),
    "system_administrator": frozenset(
        {
            "accounts.manage_users",
            "organization.view_mobile",
            "organization.view_unit",
            "notifications.manage_channels",
            "notifications.view_delivery",
            "webhooks.manage_webhooks",
        }
    ),
    "security_administrator": frozenset(
        {"accounts.manage_administrators", "organization.view_unit", "organization.choose_sign_in_rules"}
    ),
}

# What an enterprise may begin by its link; answering, confirming and rating follow from a matter being its own.
ENTERPRISE_LINK: frozenset[str] = frozenset({"matters.raise_matter"})

# What is seen of a zone from the city or the province above it, whoever looks.
_ABOVE = frozenset(
    {
        "reports.view_figure",
        "organization.view_unit",
        "projects.view_project",
        "matters.view_matter",
        "enterprises.view_enterprise",
        "grids.view_grid",
        "meetings.view_meeting",
        "meetings.view_visit",
    }
)

# What jobs and the console may do. The console is whoever can run commands on the machine.
SYSTEM_ACTORS: dict[str, frozenset[str]] = {
    "console": frozenset({"*"}),
    "demo": frozenset({"*"}),
    # Tells who was refused at the door.
    "door": frozenset({"organization.record_session"}),
    "lights": frozenset({"projects.refresh_lights"}),
    "forecasts": frozenset({"projects.refresh_forecasts"}),
    # Sends what is to be sent, and tells groups what follows from an act of somebody else.
    "messenger": frozenset(
        {
            "notifications.broadcast_message",
            "notifications.deliver_message",
            "notifications.prune_notifications",
            "notifications.send_digest",
        }
    ),
    # Sends messages to other programs.
    "webhooks": frozenset({"webhooks.deliver_webhook"}),
    "tick": frozenset(
        {
            "projects.refresh_forecasts",
            "projects.refresh_lights",
            "projects.expire_light_overrides",
            "projects.raise_red_lights",
            "projects.view_project",
            "projects.remind_of_enrolment",
            "matters.escalate_matters",
            "matters.raise_matter",
            "matters.dispatch_matter",
            "indicators.view_indicator",
            "indicators.remind_units",
        }
    ),
    # What comes up the chain of tips by a link without an account.
    "tips": frozenset({"grids.raise_tip", "matters.raise_matter", "matters.dispatch_matter"}),
    # Reads every row that a ranking counts, so that it never depends on who works it out.
    "ranking": frozenset(
        {
            "reports.view_figure",
            "projects.view_project",
            "matters.view_matter",
            "matters.view_confidential_matter",
            "enterprises.view_enterprise",
            "grids.view_grid",
            "meetings.view_meeting",
            "meetings.view_visit",
        }
    ),
    # What a city or a province counts in a zone below it: everything …
    "above": _ABOVE | {"matters.view_confidential_matter", "investment.view_prospect"},
    # … and the rows that may be named there: nothing confidential, no prospect before it has landed.
    "above_naming": _ABOVE,
    # The table of dispatch, where one of its lines decides.
    "dispatch": frozenset({"matters.dispatch_matter"}),
}
