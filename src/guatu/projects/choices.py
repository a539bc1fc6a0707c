"""States and kinds in the life of a project."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProjectType(TextChoices):
    """What is built; each type has its plan template."""

    INDUSTRIAL = "industrial", _("industrial construction")
    UPGRADE = "upgrade", _("technical upgrade")
    EQUIPMENT = "equipment", _("pure purchase of equipment")
    INFRASTRUCTURE = "infrastructure", _("infrastructure")
    SERVICE = "service", _("service industry")
    LIVELIHOOD = "livelihood", _("public welfare")


class CapitalOrigin(TextChoices):
    DOMESTIC = "domestic", _("domestic")
    FOREIGN = "foreign", _("foreign")


class ListLevel(TextChoices):
    """Levels of key-project lists, highest first."""

    NATIONAL = "national", _("national")
    PROVINCIAL = "provincial", _("provincial major")
    PROVINCIAL_TEN_THOUSAND = "provincial_ten_thousand", _("provincial “thousands of projects, trillions”")
    MUNICIPAL = "municipal", _("municipal major")
    MUNICIPAL_AND_ABOVE = "municipal_and_above", _("municipal and above")
    DISTRICT = "district", _("district")
    OVER_100_MILLION = "over_100_million", _("100 million yuan and more")
    OVER_1_BILLION = "over_1_billion", _("1 billion yuan and more")
    OTHER = "other", _("other")


class StartClass(TextChoices):
    """How a listed project enters its year."""

    CARRY_OVER = "carry_over", _("carry-over")
    NEW_START = "new_start", _("planned new start")


class SubClass(TextChoices):
    """What a carry-over project does this year. A new start is started or not by its actual start."""

    CONTINUING = "continuing", _("construction continues")
    EQUIPMENT = "equipment", _("installing and commissioning equipment")


class Precision(TextChoices):
    """How exactly a date was given. A coarser date is kept as the last day of what was named."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    QUARTER = "quarter", _("quarter")
    HALF = "half", _("half-year")
    YEAR = "year", _("year")
    TEN_DAYS = "ten_days", _("ten days")


class DutyRole(TextChoices):
    """Who answers for a project by name."""

    LEAD_OFFICIAL = "lead_official", _("lead official")
    LIAISON = "liaison", _("liaison")


class BundlePart(TextChoices):
    """The four parts that every project has: one leader, one task force, one plan, one contact."""

    LEAD_OFFICIAL = "lead_official", _("lead official")
    TASK_FORCE = "task_force", _("task force")
    PLAN = "plan", _("committed plan")
    LIAISON = "liaison", _("liaison")


class WithMatters(TextChoices):
    """Projects looked at for what is open about them or about their milestones."""

    OPEN = "open", pgettext_lazy("with matters", "open")
    LATE = "late", pgettext_lazy("with matters", "late")
    CRITICAL = "critical", pgettext_lazy("with matters", "on the critical path")


class DurationUnit(TextChoices):
    WORKING_DAY = "working_day", _("working days")
    CALENDAR_DAY = "calendar_day", _("calendar days")


class LinkType(TextChoices):
    FINISH_START = "FS", _("finish to start")
    START_START = "SS", _("start to start")
    FINISH_FINISH = "FF", _("finish to finish")
    START_FINISH = "SF", _("start to finish")


class Anchor(TextChoices):
    """The milestones that mean something to the whole product."""

    START = "start", _("start of construction")
    COMPLETION = "completion", _("completion")


class PlanStatus(TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    COMMITTED = "committed", _("committed")
    RETURNED = "returned", _("returned")
    SUPERSEDED = "superseded", _("superseded")
    DISCARDED = "discarded", _("discarded")


OPEN_PLANS = (PlanStatus.DRAFT, PlanStatus.SUBMITTED, PlanStatus.RETURNED)


class WorkKind(TextChoices):
    BUILDING = "building", _("building")
    LINE = "line", _("production line")


class WorkStage(TextChoices):
    """Stages of a building (first group) and of a production line (second group), in order."""

    NOT_STARTED = "not_started", _("not started")
    FOUNDATION = "foundation", _("foundations")
    STRUCTURE = "structure", _("main structure")
    CAPPED = "capped", _("structure capped")
    FINISHING = "finishing", _("walls and finishing")
    COMPLETED = "completed", _("completed")
    ORDERED = "ordered", _("ordered")
    INSTALLING = "installing", _("being installed")
    COMMISSIONING = "commissioning", _("being commissioned")
    TRIAL = "trial", _("trial production")
    MASS = "mass", _("mass production")


STAGES = {
    WorkKind.BUILDING: (
        WorkStage.NOT_STARTED, WorkStage.FOUNDATION, WorkStage.STRUCTURE,
        WorkStage.CAPPED, WorkStage.FINISHING, WorkStage.COMPLETED,
    ),
    WorkKind.LINE: (
        WorkStage.NOT_STARTED, WorkStage.ORDERED, WorkStage.INSTALLING,
        WorkStage.COMMISSIONING, WorkStage.TRIAL, WorkStage.MASS,
    ),
}  # fmt: skip


class LineProcess(TextChoices):
    """How a line works; kept apart from what it makes, because offices count by both."""

    STAMPING = "stamping", _("stamping")
    AUTOMATIC = "automatic", _("automatic")
    OTHER = "other", _("other")


class LineProduct(TextChoices):
    NEW_ENERGY = "new_energy", _("new energy")
    CONVENTIONAL = "conventional", _("conventional")


class Ledger(TextChoices):
    """The two ledgers that never mix."""

    DISPATCH = "dispatch", _("dispatch figures")
    STATISTICAL = "statistical", _("statistical figures")


class StartKind(TextChoices):
    """What was done on the day that is claimed as the start. Levelling ground is not a start."""

    PERMANENT_DIGGING = "permanent_digging", _("first permanent digging")
    PILING = "piling", _("first piling")
    EQUIPMENT = "equipment", _("first equipment on site (pure purchase)")
    LEVELLING = "levelling", _("levelling the ground")
    TEMPORARY = "temporary", _("temporary buildings or roads")
    CEREMONY = "ceremony", _("ceremony")


class ProofStatus(TextChoices):
    FILED = "filed", _("waiting for verification")
    VERIFIED = "verified", _("verified")
    REJECTED = "rejected", _("rejected")


class LightColour(TextChoices):
    RED = "red", _("red")
    YELLOW = "yellow", _("yellow")
    GREEN = "green", _("green")
    GREY = "grey", _("not judged")


class EnrolmentPaper(TextChoices):
    """Papers by which a project enters the statistics library."""

    CONTENT = "content", _("description of what is built")
    FILING = "filing", _("approval, verification or filing")
    CONTRACT = "contract", _("construction or purchase contract")
    SITE_PHOTOS = "site_photos", _("photos of the site")
    PAYMENT = "payment", _("proof of payment")
    EQUIPMENT_PHOTOS = "equipment_photos", _("photos of the equipment")
    LICENCE = "licence", _("business licence")
    EXPLANATION = "explanation", _("explanation (direct reporting)")
    FEASIBILITY = "feasibility", _("feasibility study")
