"""Forms of persons, posts and appointments."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guatu.core.actor import Actor
from guatu.organization.choices import AppointmentKind
from guatu.organization.forms.fields import PersonField, PostField
from guatu.organization.models import Appointment, Person, Post, Unit
from guatu.organization.policies import may_create_post, roles_to_give
from guatu.organization.roles import ROLE_TEXTS
from guatu.ui.forms import Form


class PersonForm(Form):
    """Somebody's entry in the register."""

    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=50)
    mobile = forms.CharField(label=_("Mobile"), max_length=20, required=False)


class PersonEditForm(PersonForm):
    """An entry as it stands."""

    reason = forms.CharField(label=_("Reason or document"), max_length=500, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        initial = {"name": person.name, "mobile": person.mobile, "version": person.version}
        super().__init__(*args, initial=initial, **kwargs)


class PostForm(Form):
    """A post with the roles it carries."""

    title = forms.CharField(label=_("Title of the post"), max_length=60)
    order = forms.IntegerField(
        label=_("Place in the roster"),
        min_value=0,
        max_value=99_999,
        initial=0,
        help_text=_("Small numbers come first."),
    )
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "What the holder may do in the unit and in everything below it. None: a post in the roster only."
        ),
    )

    def __init__(self, *args: Any, actor: Actor, unit: Unit, **kwargs: Any) -> None:
        """Offers the roles that `actor` may give in `unit`; one is asked for where a post without any is not theirs."""
        super().__init__(*args, **kwargs)
        field = self.fields["roles"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 – declared above
        field.choices = [
            (role, format_html('{} <span class="soft">{}</span>', *ROLE_TEXTS[role]))
            for role in roles_to_give(actor, unit)
        ]
        if not may_create_post(actor, unit):
            field.required = True
            field.help_text = _("The role of an administrator stands alone in its post.")


class PostEditForm(PostForm):
    """A post as it stands."""

    reason = forms.CharField(label=_("Reason or document"), max_length=500, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, post: Post, **kwargs: Any) -> None:
        initial = {name: getattr(post, name) for name in ("title", "order", "roles", "version")}
        super().__init__(*args, actor=actor, unit=post.unit, initial=initial, **kwargs)


class PostAbolishForm(Form):
    """When a post ends."""

    abolished_on = forms.DateField(label=_("First day on which it is no more"))
    reason = forms.CharField(label=_("Reason or document"), max_length=500, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, post: Post, day: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"abolished_on": day, "version": post.version}, **kwargs)


class AppointForm(Form):
    """Somebody into a post: the post or the person is given, the other is chosen."""

    person = PersonField(label=_("Person"))
    post = PostField(label=_("Post"))
    kind = forms.ChoiceField(label=_("Holds it"), choices=AppointmentKind.choices)
    valid_from = forms.DateField(label=_("From"))
    valid_to = forms.DateField(
        label=_("To"), required=False, help_text=_("The last day; left empty, it is open.")
    )
    source = forms.CharField(label=_("Appointing document"), max_length=200, required=False)

    def __init__(
        self,
        *args: Any,
        actor: Actor,
        day: date,
        post: Post | None = None,
        person: Person | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, initial={"valid_from": day}, **kwargs)
        who, which = self.fields["person"], self.fields["post"]
        assert isinstance(who, PersonField)  # noqa: S101 – declared above
        assert isinstance(which, PostField)  # noqa: S101
        if person is None:
            who.offer(actor=actor, day=day)
        else:
            del self.fields["person"]
        if post is None:
            which.offer(actor=actor, day=day)
        else:
            del self.fields["post"]


class AppointmentEndForm(Form):
    """The last day of an appointment."""

    valid_to = forms.DateField(label=_("Last day"))
    reason = forms.CharField(label=_("Reason or document"), max_length=500, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, appointment: Appointment, day: date, **kwargs: Any) -> None:
        initial = {"valid_to": appointment.valid_to or day, "version": appointment.version}
        super().__init__(*args, initial=initial, **kwargs)


class HolderReplaceForm(Form):
    """Who follows in a post, and when."""

    successor = PersonField(label=_("Successor"))
    on = forms.DateField(
        label=_("Holds the post from"), help_text=_("The one before holds it up to the day before.")
    )
    kind = forms.ChoiceField(label=_("Holds it"), choices=AppointmentKind.choices)
    source = forms.CharField(label=_("Appointing document"), max_length=200, required=False)
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, appointment: Appointment, day: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": day, "version": appointment.version}, **kwargs)
        field = self.fields["successor"]
        assert isinstance(field, PersonField)  # noqa: S101 – declared above
        field.offer(actor=actor, day=day, without=appointment.person)


class ReasonForm(Form):
    """An act that needs nothing but its reason."""

    reason = forms.CharField(label=_("Reason or document"), max_length=500)


class OptionalReasonForm(Form):
    """An act that may do without a reason."""

    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)


class AccountForm(Form):
    """The name that somebody signs in with."""

    username = forms.CharField(
        label=_("User name"),
        max_length=64,
        help_text=_("Letters, digits and @ . + - _ ; a telephone number will do."),
    )


class HandOverForm(Form):
    """Which duties go to whom."""

    duties = forms.MultipleChoiceField(
        label=_("Duties"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one duty.")},
    )
    to = PersonField(label=_("To whom"))
    on = forms.DateField(label=_("From"))
    reason = forms.CharField(label=_("Reason or document"), max_length=500, required=False)

    def __init__(
        self, *args: Any, actor: Actor, person: Person, day: date, keys: list[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", day)
        duties, to = self.fields["duties"], self.fields["to"]
        assert isinstance(duties, forms.MultipleChoiceField)  # noqa: S101 – declared above
        assert isinstance(to, PersonField)  # noqa: S101
        duties.choices = [(key, key) for key in keys]
        to.offer(actor=actor, day=day, without=person)
