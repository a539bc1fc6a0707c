"""Which handler hears of which event: the one table. Handlers run inside the event's transaction."""

from collections.abc import Callable, Mapping
from typing import Any

from guatu.calendars.events import NoticeApplied
from guatu.indicators import subscribers as indicators
from guatu.indicators.events.entries import (
    EntriesReopened,
    EntriesReturned,
    EntriesReviewed,
    EntriesSubmitted,
    LateEntryGranted,
)
from guatu.leagues import events as league
from guatu.leagues import subscribers as leagues
from guatu.matters import events as matter
from guatu.matters import subscribers as matters
from guatu.meetings import subscribers as meetings
from guatu.meetings.events import MeetingCalled, MeetingCancelled, MeetingMoved
from guatu.projects import subscribers as projects
from guatu.projects.events.imports import ProjectsImported
from guatu.projects.events.investment import InvestmentCorrected, InvestmentReported, MonthOpened
from guatu.projects.events.lights import (
    LightOverridden,
    LightOverrideExpired,
    LightOverrideWithdrawn,
    LightRulesChosen,
)
from guatu.projects.events.plan import MilestoneAchieved, PlanApproved, PlanReturned
from guatu.projects.events.progress import StartProofVerified
from guatu.projects.events.projects import ProjectCreated, ProjectEdited, ProjectReinstated, YearPlanned

SUBSCRIPTIONS: Mapping[type, tuple[Callable[[Any], None], ...]] = {
    # Lights follow facts and rules.
    ProjectsImported: (projects.refresh_all_forecasts, projects.refresh_all_lights),
    LightRulesChosen: (projects.refresh_all_lights,),
    MonthOpened: (projects.refresh_all_lights,),
    InvestmentReported: (projects.refresh_project_light,),
    InvestmentCorrected: (projects.refresh_project_light,),
    StartProofVerified: (projects.refresh_project_forecast, projects.refresh_project_light),
    PlanApproved: (projects.refresh_project_light, projects.tell_submitter),
    PlanReturned: (projects.tell_submitter,),
    MilestoneAchieved: (projects.refresh_project_light,),
    NoticeApplied: (projects.refresh_all_forecasts, projects.refresh_all_lights),
    LightOverridden: (projects.refresh_project_light,),
    LightOverrideWithdrawn: (projects.refresh_project_light,),
    LightOverrideExpired: (projects.refresh_project_light,),
    ProjectCreated: (projects.refresh_project_light,),
    ProjectEdited: (projects.refresh_project_light,),
    ProjectReinstated: (projects.refresh_project_light,),
    YearPlanned: (projects.refresh_project_light,),
    # Units hear of their entries, and those who decide on them.
    EntriesSubmitted: (indicators.tell_reviewers,),
    EntriesReviewed: (indicators.tell_approvers,),
    EntriesReturned: (indicators.tell_unit,),
    EntriesReopened: (indicators.tell_unit,),
    LateEntryGranted: (indicators.tell_late_unit,),
    # People hear of matters that are theirs.
    matter.MatterDispatched: (matters.tell_lead_unit,),
    matter.MatterTransferred: (matters.tell_lead_unit,),
    matter.MatterReturned: (matters.tell_dispatchers,),
    matter.ExtensionAsked: (matters.tell_deciders,),
    matter.ClockStopAsked: (matters.tell_deciders,),
    matter.HelpAsked: (matters.tell_deciders,),
    matter.SupportAsked: (matters.tell_supporters,),
    matter.ExtensionGranted: (matters.tell_asker,),
    matter.ExtensionRefused: (matters.tell_asker,),
    matter.ClockStopApproved: (matters.tell_asker,),
    matter.ClockStopRefused: (matters.tell_asker,),
    matter.MatterReportedDone: (matters.tell_verifiers,),
    matter.MatterVerified: (matters.tell_verifiers,),
    matter.MatterSentBack: (matters.tell_holders,),
    matter.MatterReplied: (matters.tell_raiser,),
    matter.MatterClosedOut: (matters.tell_raiser,),
    matter.MatterClosedUnsolved: (matters.tell_raiser,),
    matter.MatterEscalated: (matters.tell_of_rung,),
    # Members hear of their meetings.
    MeetingCalled: (meetings.tell_of_called,),
    MeetingMoved: (meetings.tell_of_moved,),
    MeetingCancelled: (meetings.tell_of_cancelled,),
    # Ranked units hear of their table, officers of objections, and whoever objected of the answer.
    league.RunPublished: (leagues.tell_ranked_units,),
    league.RunCorrected: (leagues.tell_ranked_units,),
    league.RunFinalized: (leagues.tell_ranked_units,),
    league.ObjectionRaised: (leagues.tell_officers,),
    league.ObjectionAnswered: (leagues.tell_objector,),
}
