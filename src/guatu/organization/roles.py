"""What the roles are called, and what each is for, in words. Which powers they carry says `config.roles`."""

from typing import Any

from django.utils.translation import gettext_lazy as _

# Role → (name, what its holder does).
ROLE_TEXTS: dict[str, tuple[Any, Any]] = {
    "leader": (_("Leader"), _("Approves plans, sets lights by hand, checks that building has begun.")),
    "office": (_("Project office"), _("Keeps the lists, the units, posts and calendars; assigns projects.")),
    "office_head": (_("Head of the project office"), _("Everything the project office and a leader may do.")),
    "clerk": (_("Clerk"), _("Plans and reports the projects of the unit.")),
    "investment_officer": (
        _("Investment officer"),
        _("Follows prospects from the first lead to landing, and enters what was signed and paid in."),
    ),
    "grid_worker": (_("Grid worker"), _("Reports from the site and files proof that building has begun.")),
    "supervisor": (_("Supervisor"), _("Checks on the spot what has been reported.")),
    "statistician": (_("Statistician"), _("Enters the figures of the statistics bureau.")),
    "auditor": (_("Auditor"), _("Reads the whole record, and changes nothing.")),
    "system_administrator": (_("System administrator"), _("Gives people accounts, locks and unlocks them.")),
    "security_administrator": (
        _("Security administrator"),
        _("Says who the administrators are, and looks after their accounts alone."),
    ),
}

# The three administrators: each role stands alone in a post, and whoever holds one holds no other.
ADMINISTRATORS = frozenset({"system_administrator", "security_administrator", "auditor"})


def role_choices() -> list[tuple[str, Any]]:
    """Role and name, in the order in which they are offered."""
    return [(role, name) for role, (name, _what) in ROLE_TEXTS.items()]


def role_names(roles: list[str]) -> list[str]:
    """The names of `roles` in the reader's language; a role without one keeps its code."""
    return [str(ROLE_TEXTS[role][0]) if role in ROLE_TEXTS else role for role in roles]
