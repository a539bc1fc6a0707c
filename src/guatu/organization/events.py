"""What can happen to the organisation."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ZoneCreated(Event):
    name = "organization.zone.created"
    sentence = _("opened the zone")

    code: str


@dataclass(frozen=True, kw_only=True)
class UnitEvent(Event):
    """Base of what happens to a unit."""

    unit_id: UUID


class UnitCreated(UnitEvent):
    name = "organization.unit.created"
    sentence = _("created the unit")


class UnitEdited(UnitEvent):
    name = "organization.unit.edited"
    sentence = _("edited the unit")


@dataclass(frozen=True, kw_only=True)
class UnitRenamed(UnitEvent):
    name = "organization.unit.renamed"
    sentence = _("renamed the unit")

    renamed_on: date


@dataclass(frozen=True, kw_only=True)
class UnitMoved(UnitEvent):
    name = "organization.unit.moved"
    sentence = _("moved the unit under another")

    old_parent_id: UUID | None
    new_parent_id: UUID


@dataclass(frozen=True, kw_only=True)
class UnitClosed(UnitEvent):
    name = "organization.unit.closed"
    sentence = _("closed the unit")

    closed_on: date


class UnitAliasAdded(UnitEvent):
    name = "organization.unit_alias.added"
    sentence = _("added another name of the unit")


class UnitAliasEnded(UnitEvent):
    name = "organization.unit_alias.ended"
    sentence = _("ended another name of the unit")


@dataclass(frozen=True, kw_only=True)
class UnitTerritorySet(UnitEvent):
    name = "organization.unit_territory.set"
    sentence = _("set a territory of the unit")

    kind: str
    code: str


@dataclass(frozen=True, kw_only=True)
class PersonEvent(Event):
    """Base of what happens to a person's entry in the register."""

    person_id: UUID


class PersonRegistered(PersonEvent):
    name = "organization.person.registered"
    sentence = _("entered the person in the register")


class PersonEdited(PersonEvent):
    name = "organization.person.edited"
    sentence = _("edited the person")


@dataclass(frozen=True, kw_only=True)
class PostEvent(Event):
    """Base of what happens to a post."""

    post_id: UUID


class PostCreated(PostEvent):
    name = "organization.post.created"
    sentence = _("created the post")


class PostEdited(PostEvent):
    name = "organization.post.edited"
    sentence = _("edited the post")


@dataclass(frozen=True, kw_only=True)
class PostAbolished(PostEvent):
    name = "organization.post.abolished"
    sentence = _("abolished the post")

    abolished_on: date


@dataclass(frozen=True, kw_only=True)
class PersonAppointed(Event):
    name = "organization.person.appointed"
    sentence = _("appointed to a post")

    person_id: UUID
    post_id: UUID
    valid_from: date


@dataclass(frozen=True, kw_only=True)
class AppointmentEnded(Event):
    name = "organization.appointment.ended"
    sentence = _("ended an appointment")

    person_id: UUID
    post_id: UUID
    valid_to: date


@dataclass(frozen=True, kw_only=True)
class AppointmentWithdrawn(Event):
    name = "organization.appointment.withdrawn"
    sentence = _("withdrew an appointment before it began")

    person_id: UUID
    post_id: UUID
    valid_from: date


@dataclass(frozen=True, kw_only=True)
class TaskForceEvent(Event):
    """Base of what happens to a task force."""

    task_force_id: UUID


class TaskForceFormed(TaskForceEvent):
    name = "organization.task_force.formed"
    sentence = _("formed the task force")


class TaskForceMembersChanged(TaskForceEvent):
    name = "organization.task_force.members_changed"
    sentence = _("changed the members of the task force")


@dataclass(frozen=True, kw_only=True)
class TaskForceDisbanded(TaskForceEvent):
    name = "organization.task_force.disbanded"
    sentence = _("disbanded the task force")

    disbanded_on: date


@dataclass(frozen=True, kw_only=True)
class AccountEvent(Event):
    """Base of what happens to somebody's means of signing in."""

    person_id: UUID
    username: str


class AccountOpened(AccountEvent):
    name = "organization.account.opened"
    sentence = _("gave an account to the person")


class AccountLocked(AccountEvent):
    name = "organization.account.locked"
    sentence = _("locked the account")


class AccountUnlocked(AccountEvent):
    name = "organization.account.unlocked"
    sentence = _("unlocked the account")


class EmailSet(AccountEvent):
    name = "organization.email.set"
    sentence = _("set the e-mail address of the account")


class PasswordReset(AccountEvent):
    name = "organization.account.password_reset"
    sentence = _("set a new one-time password")


@dataclass(frozen=True, kw_only=True)
class SignInRulesChosen(Event):
    name = "organization.sign_in_rules.chosen"
    sentence = _("chose rules for signing in")

    number: int


@dataclass(frozen=True, kw_only=True)
class SignInEvent(Event):
    """Base of coming and going. `way`: what was shown, or what was wrong."""

    address: str
    device: str
    way: str


class SignedIn(SignInEvent):
    name = "organization.session.begun"
    sentence = _("signed in")


class SignInFailed(SignInEvent):
    name = "organization.session.refused"
    sentence = _("failed to sign in")


class SignedOut(SignInEvent):
    name = "organization.session.ended"
    sentence = _("signed out")


class PasswordChanged(SignInEvent):
    name = "organization.password.changed"
    sentence = _("changed their password")


class FactorAdded(SignInEvent):
    name = "organization.factor.added"
    sentence = _("added a second factor")


class FactorRemoved(SignInEvent):
    name = "organization.factor.removed"
    sentence = _("removed a second factor")


class IdentityLinked(SignInEvent):
    name = "organization.identity.linked"
    sentence = _("linked an identity to sign in with")


class IdentityUnlinked(SignInEvent):
    name = "organization.identity.unlinked"
    sentence = _("undid the link of an identity")


class SecondFactorsRemoved(AccountEvent):
    name = "organization.account.second_factors_removed"
    sentence = _("removed the second factors of the account")
