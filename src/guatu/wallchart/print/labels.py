"""Every word on a printed wall chart that is not data, in one language, and how dates and money are written.

The layout takes a ``Labels`` value and stays pure; ``labels_in`` makes one from the message catalogue.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext, ngettext, override, pgettext

from guatu.core.money import in_unit

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Labels:
    """Words and patterns. Patterns are filled with ``str.format``; their fields stand beside them."""

    language: str  # BCP 47
    lights: Mapping[str, str]
    light_letters: Mapping[str, str]
    month_names: tuple[str, ...]  # twelve, short
    date_pattern: str  # {year} {month_name} {day}
    short_date_pattern: str  # {month_name} {day}
    moment_pattern: str  # {date} {hour} {minute}
    year_pattern: str  # {year}
    quarter_pattern: str  # {quarter}
    one_project: str  # {count}
    many_projects: str  # {count}
    number: str
    project: str
    unit: str
    lead_official: str
    liaison: str
    money_unit: str
    total: str
    annual_plan: str
    year_to_date: str
    completion: str
    projects: str
    total_investment: str
    as_of: str  # {moment}
    printed: str  # {moment}
    committed: str
    forecast: str
    beyond_commitment: str
    actual: str
    milestones: str
    milestone_open: str
    milestone_forecast: str
    milestone_done: str
    milestone_overdue: str
    milestone_critical: str
    milestone_late: str  # {name} {count}
    milestone_next: str  # {name} {date}
    matters: str
    matters_late: str  # {count} {late}
    slips: Mapping[str, str]  # by colour, "" for none
    today: str
    continued: str  # {label}
    totals: str
    page: str  # {page} {pages}
    nothing_found: str
    missing_characters: str  # {characters}
    red_list: str
    reason: str
    committed_finish: str
    forecast_finish: str
    days_late: str
    days_late_forecast: str  # {count}

    def texts(self) -> Iterator[str]:
        """Every word and pattern, for finding fonts."""
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, str):
                yield value
            else:
                yield from value.values() if isinstance(value, Mapping) else value

    def day(self, day: date | None) -> str:
        """``day`` in full."""
        if day is None:
            return NOTHING
        return self.date_pattern.format(
            year=day.year, month_name=self.month_names[day.month - 1], day=day.day
        )

    def short_day(self, day: date) -> str:
        """``day`` without its year."""
        return self.short_date_pattern.format(month_name=self.month_names[day.month - 1], day=day.day)

    def moment(self, moment: datetime) -> str:
        """Date, hour and minute in the time zone ``moment`` carries."""
        return self.moment_pattern.format(
            date=self.day(moment.date()), hour=f"{moment.hour:02d}", minute=f"{moment.minute:02d}"
        )

    def count_of_projects(self, count: int) -> str:
        return (self.one_project if count == 1 else self.many_projects).format(count=count)

    def money(self, amount: Decimal | None) -> str:
        """Yuan as 亿元 (10⁸ yuan) with two decimals, rounded half up; ``money_unit`` names the unit."""
        return NOTHING if amount is None else f"{in_unit(amount, '亿元', 2):,}"

    def rate(self, part: Decimal | None, whole: Decimal | None) -> str:
        """``part`` as a percentage of ``whole``, one decimal, rounded half up; a dash without a whole."""
        if part is None or whole is None or whole == 0:
            return NOTHING
        percent = (part / whole * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
        return f"{percent + 0:,}%"  # adding nothing turns a rounded −0.0 into 0.0


def labels_in(language: str) -> Labels:
    """The labels in ``language`` (a Django language code such as ``zh-hans`` or ``en``)."""
    with override(language):
        return Labels(
            language={"zh-hans": "zh-Hans"}.get(language, language),
            lights={
                "red": pgettext("light", "Red"),
                "yellow": pgettext("light", "Yellow"),
                "green": pgettext("light", "Green"),
                "grey": pgettext("light", "Not judged"),
            },
            # Translators: one letter each, set inside the light's symbol.
            light_letters={
                "red": pgettext("letter of a light", "R"),
                "yellow": pgettext("letter of a light", "Y"),
                "green": pgettext("letter of a light", "G"),
                "grey": pgettext("letter of a light", "–"),
            },
            # Translators: twelve short names of months, divided by spaces.
            month_names=tuple(gettext("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()),
            date_pattern=pgettext("date on a print", "{day} {month_name} {year}"),
            short_date_pattern=pgettext("date on a print", "{day} {month_name}"),
            moment_pattern=pgettext("date on a print", "{date}, {hour}:{minute}"),
            year_pattern=pgettext("year on the axis", "{year}"),
            quarter_pattern=pgettext("quarter on the axis", "Q{quarter}"),
            one_project=ngettext("{count} project", "{count} projects", 1),
            many_projects=ngettext("{count} project", "{count} projects", 2),
            number=pgettext("column", "No."),
            project=pgettext("column", "Project"),
            unit=pgettext("column", "Unit"),
            lead_official=pgettext("column", "Lead official"),
            liaison=pgettext("column", "Liaison"),
            money_unit=gettext("10⁸ CNY"),
            total=pgettext("column", "Total"),
            annual_plan=pgettext("column", "Plan"),
            year_to_date=pgettext("column", "Done"),
            completion=pgettext("column", "%"),
            projects=gettext("Projects"),
            total_investment=gettext("Total investment"),
            as_of=gettext("As of {moment}"),
            printed=gettext("Printed {moment}"),
            committed=gettext("Committed"),
            forecast=gettext("Forecast"),
            beyond_commitment=gettext("Later than committed"),
            actual=gettext("Actual"),
            milestones=gettext("Milestones"),
            milestone_open=pgettext("milestone", "to come"),
            milestone_forecast=pgettext("milestone", "forecast"),
            milestone_done=pgettext("milestone", "reached"),
            milestone_overdue=pgettext("milestone", "overdue"),
            milestone_critical=pgettext("milestone", "on the critical path"),
            milestone_late=gettext("{name}, {count} d late"),
            milestone_next=gettext("{name}, {date}"),
            matters=pgettext("column", "Matters"),
            matters_late=pgettext("open matters", "{count}, {late} late"),
            slips={
                "": pgettext("on a print", "open matters"),
                "blue": pgettext("slip on a print", "near its date"),
                "yellow": pgettext("slip on a print", "behind"),
                "red": pgettext("slip on a print", "overdue"),
            },
            today=gettext("Today"),
            continued=gettext("{label} (continued)"),
            totals=gettext("Totals"),
            page=gettext("Page {page} of {pages}"),
            nothing_found=gettext("No project matches the chosen filters."),
            missing_characters=gettext("No installed font has the characters shown as 〓: {characters}"),
            red_list=gettext("Red list"),
            reason=gettext("Reason"),
            committed_finish=gettext("Committed finish"),
            forecast_finish=gettext("Forecast finish"),
            days_late=gettext("Days late"),
            days_late_forecast=pgettext("days late", "forecast {count}"),
        )
