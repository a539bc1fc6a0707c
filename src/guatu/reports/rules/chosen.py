"""Which figures stand on a dashboard, and which in the columns of its table of units."""

HEAD = (
    "projects.listed",
    "projects.construction_start_rate",
    "projects.started_new_starts",
    "projects.overdue_starts",
    "projects.total_investment",
    "projects.annual_plan",
    "projects.investment_to_date",
    "projects.investment_completion_rate",
    "projects.red_lights",
    "projects.yellow_lights",
    "projects.lead_coverage",
    "projects.liaison_coverage",
)
COLUMNS = (
    "projects.listed",
    "projects.construction_start_rate",
    "projects.investment_to_date",
    "projects.investment_completion_rate",
    "projects.red_lights",
)
# What can be read from the end of a hall.
SCREEN = (
    "projects.listed",
    "projects.construction_start_rate",
    "projects.investment_to_date",
    "projects.investment_completion_rate",
    "projects.total_investment",
    "projects.red_lights",
)
BY_UNIT_ON_SCREEN = "projects.construction_start_rate"
