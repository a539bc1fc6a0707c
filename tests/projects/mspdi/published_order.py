"""The order of elements that the Microsoft Project 2007 XML Data Interchange Schema (mspdi_pj12.xsd) publishes, as
far as Guatu writes them, the required ones, and how values look: facts of the format, listed anew, not the schema."""

import re
from xml.etree.ElementTree import Element

from guatu.projects.mspdi.form import NAMESPACE

ORDER = {
    "Project": (
        "SaveVersion", "UID", "Name", "Title", "Subject", "Category", "Company", "Manager", "Author", "CreationDate",
        "Revision", "LastSaved", "ScheduleFromStart", "StartDate", "FinishDate", "FYStartDate", "CriticalSlackLimit",
        "CurrencyDigits", "CurrencySymbol", "CurrencyCode", "CurrencySymbolPosition", "CalendarUID",
        "DefaultStartTime", "DefaultFinishTime", "MinutesPerDay", "MinutesPerWeek", "DaysPerMonth", "DefaultTaskType",
        "DefaultFixedCostAccrual", "DefaultStandardRate", "DefaultOvertimeRate", "DurationFormat", "WorkFormat",
        "EditableActualCosts", "HonorConstraints", "EarnedValueMethod", "InsertedProjectsLikeSummary",
        "MultipleCriticalPaths", "NewTasksEffortDriven", "NewTasksEstimated", "SplitsInProgressTasks",
        "SpreadActualCost", "SpreadPercentComplete", "TaskUpdatesResource", "FiscalYearStart", "WeekStartDay",
        "OutlineCodes", "WBSMasks", "ExtendedAttributes", "Calendars", "Tasks", "Resources", "Assignments",
    ),
    "Project/ExtendedAttributes/ExtendedAttribute": ("FieldID", "FieldName", "CFType", "Guid", "UserDef", "Alias"),
    "Project/Calendars/Calendar": (
        "UID", "Name", "IsBaseCalendar", "BaseCalendarUID", "WeekDays", "Exceptions", "WorkWeeks",
    ),
    "WeekDay": ("DayType", "DayWorking", "TimePeriod", "WorkingTimes"),
    "Exception": (
        "EnteredByOccurrences", "TimePeriod", "Occurrences", "Name", "Type", "Period", "DaysOfWeek", "MonthItem",
        "MonthPosition", "Month", "MonthDay", "DayWorking", "WorkingTimes",
    ),
    "TimePeriod": ("FromDate", "ToDate"),
    "WorkingTime": ("FromTime", "ToTime"),
    "Task": (
        "UID", "ID", "Name", "Type", "IsNull", "CreateDate", "Contact", "WBS", "WBSLevel", "OutlineNumber",
        "OutlineLevel", "Priority", "Start", "Finish", "Duration", "DurationFormat", "Work", "Stop", "Resume",
        "ResumeValid", "EffortDriven", "Recurring", "OverAllocated", "Estimated", "Milestone", "Summary", "Critical",
        "IsSubproject", "EarlyStart", "EarlyFinish", "LateStart", "LateFinish", "FreeSlack", "TotalSlack",
        "PercentComplete", "PercentWorkComplete", "ActualStart", "ActualFinish", "ActualDuration",
        "RemainingDuration", "ConstraintType", "CalendarUID", "ConstraintDate", "Deadline", "LevelAssignments",
        "Notes", "HideBar", "Rollup", "PhysicalPercentComplete", "PredecessorLink", "ExtendedAttribute", "Baseline",
        "OutlineCode",
    ),
    "PredecessorLink": ("PredecessorUID", "Type", "CrossProject", "CrossProjectName", "LinkLag", "LagFormat"),
    "ExtendedAttribute": ("FieldID", "Value", "ValueGUID", "DurationFormat"),
    "Baseline": ("TimephasedData", "Number", "Interim", "Start", "Finish", "Duration"),
}  # fmt: skip
REQUIRED = {
    "Project": {"SaveVersion", "CurrencyCode"},
    "Task": {"UID"},
    "WeekDay": {"DayType"},
    "Calendar": {"UID"},
}
REPEATED = {"PredecessorLink", "ExtendedAttribute", "Baseline"}
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
VALUES = {
    re.compile(
        "(Start|Finish|From|To|Constraint)Date|Deadline|LastSaved|Start|Finish|Actual(Start|Finish)"
    ): _DATE_TIME,
    re.compile("(From|To|DefaultStart|DefaultFinish)Time"): re.compile(r"\d\d:\d\d:\d\d"),
    re.compile("Duration"): re.compile(r"PT\d+H\d+M\d+S"),
    re.compile(
        "UID|ID|Minutes.*|LinkLag|.*Format|.*UID|Type|DayType|Occurrences|PercentComplete"
    ): re.compile(r"-?\d+"),
    re.compile("Is.*|Summary|Milestone|Critical|EffortDriven|Estimated|DayWorking|CrossProject"): re.compile(
        "[01]"
    ),
}


def faults_of(root: Element) -> list[str]:
    """What the published rules do not allow, one line each."""
    return list(_faults(root, ""))


def _faults(element: Element, above: str) -> list[str]:
    name = element.tag.removeprefix(f"{{{NAMESPACE}}}")
    path = f"{above}/{name}".strip("/")
    found: list[str] = []
    children = [child.tag.removeprefix(f"{{{NAMESPACE}}}") for child in element]
    order = ORDER.get(path) or ORDER.get(name)
    if order is not None:
        places = [order.index(child) if child in order else -1 for child in children]
        found += [f"{path}: {c} is unknown" for c, place in zip(children, places, strict=True) if place < 0]
        found += [f"{path}: {children}"] if places != sorted(places) else []
        twice = {c for c in children if children.count(c) > 1} - REPEATED
        found += [f"{path}: {sorted(twice)} more than once"] if twice else []
    missing = REQUIRED.get(name, set()) - set(children)
    found += [f"{path}: without {sorted(missing)}"] if missing else []
    for names, values in VALUES.items():
        if not children and names.fullmatch(name) and not values.fullmatch(element.text or ""):
            found.append(f"{path}: {element.text}")
    for child in element:
        found += _faults(child, path)
    return found
