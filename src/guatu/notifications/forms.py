"""Forms: how somebody wants to be told, and group robots."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guatu.core.actor import Actor
from guatu.notifications.choices import ChannelKind, MailTime
from guatu.notifications.kinds import kinds
from guatu.notifications.models import Channel, Preference
from guatu.notifications.policies import CHANNELS
from guatu.notifications.selectors import channels_to_tell, mail_time
from guatu.notifications.use_cases.announce_to_group import MOST
from guatu.organization.forms.fields import UnitField
from guatu.ui.forms import Form

_MAIL = "mail-"


class _TimeInput(forms.TimeInput):
    """The browser's own, to the minute."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class PreferenceForm(Form):
    """Address, language, hours, then one choice for each kind of news."""

    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Leave it empty and you are told here only."),
    )
    language = forms.ChoiceField(label=_("Language of e-mails"), required=False)
    digest_at = forms.TimeField(
        label=_("Digest at"),
        widget=_TimeInput,
        help_text=_(
            "On working days, one e-mail with what you have not read yet; none where there is nothing."
        ),
    )
    quiet_from = forms.TimeField(label=_("Quiet from"), widget=_TimeInput)
    quiet_to = forms.TimeField(
        label=_("Quiet until"),
        widget=_TimeInput,
        help_text=_("E-mail waits until then, except what is urgent. The same hour twice: never quiet."),
    )

    def __init__(self, *args: Any, preference: Preference, email: str, **kwargs: Any) -> None:
        initial = {
            "email": email,
            **{n: getattr(preference, n) for n in ("language", "digest_at", "quiet_from", "quiet_to")},
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["language"].choices = [("", _("that of the installation")), *settings.LANGUAGES]  # type: ignore[attr-defined]
        for kind in kinds():
            self.fields[_MAIL + kind.name] = forms.ChoiceField(
                label=kind.label,
                choices=MailTime.choices,
                initial=mail_time(preference, kind.name, kind.mail),
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    @property
    def general(self) -> list[Any]:
        """The fields that are not about a kind."""
        return [bound for bound in self if not bound.name.startswith(_MAIL)]

    @property
    def by_kind(self) -> list[Any]:
        return [bound for bound in self if bound.name.startswith(_MAIL)]

    @staticmethod
    def preferences(values: dict[str, Any]) -> dict[str, Any]:
        """What `save_preferences` takes."""
        mail = {name.removeprefix(_MAIL): v for name, v in values.items() if name.startswith(_MAIL)}
        return {"mail": mail, **{n: v for n, v in values.items() if not n.startswith(_MAIL)}}


class ChannelForm(Form):
    """A new group robot."""

    kind = forms.ChoiceField(label=_("App of the group"), choices=ChannelKind.choices)
    name = forms.CharField(
        label=pgettext_lazy("of a group robot", "Name"),
        max_length=60,
        help_text=_("Such as that of the group."),
    )
    unit = UnitField(label=_("Unit"), help_text=_("Whose group it is; the topmost unit: of the whole zone."))
    webhook = forms.CharField(
        label=_("Webhook address"),
        max_length=500,
        help_text=_("As the app shows it when the robot is added to the group. It is not shown again here."),
    )
    secret = forms.CharField(
        label=_("Signing secret"),
        max_length=200,
        required=False,
        help_text=_("DingTalk and Feishu: where signing is switched on in the robot's safety settings."),
    )
    enabled = forms.BooleanField(label=_("Switched on"), required=False, initial=True)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(actor=actor, permission=CHANNELS)  # type: ignore[attr-defined]
        for name in ("webhook", "secret"):
            self.fields[name].widget.attrs["autocomplete"] = "off"


class ChannelEditForm(ChannelForm):
    """A robot that is there. What is secret is not sent to the browser; what stays empty stays as it is."""

    field_order = ("name", "unit", "webhook", "secret", "without_secret", "enabled", "version")

    without_secret = forms.BooleanField(label=_("Sign no more"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, channel: Channel, **kwargs: Any) -> None:
        initial = {n: getattr(channel, n) for n in ("name", "unit", "enabled", "version")}
        super().__init__(*args, actor=actor, initial=initial, **kwargs)
        del self.fields["kind"]
        self.fields["webhook"].required = False
        self.fields["webhook"].help_text = _("Leave it empty to keep it.")
        if not channel.secret:
            del self.fields["without_secret"]
        if channel.kind == ChannelKind.WECOM:
            del self.fields["secret"]
        elif channel.secret:
            self.fields["secret"].help_text = _("There is one. Leave this empty to keep it.")

    def clean(self) -> dict[str, Any]:
        """None for what stays, an empty secret where it is to go."""
        data: dict[str, Any] = super().clean() or {}
        remove = data.pop("without_secret", False)
        data["webhook"] = data.get("webhook") or None
        data["secret"] = data.get("secret") or ("" if remove else None)
        return data


class ChannelRemoveForm(Form):
    """Why, if there is something to say."""

    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class GroupField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice among the groups that the actor may have told something, each with its unit."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.RadioSelect)
        super().__init__(label=_("Group"), queryset=Channel.objects.none(), empty_label=None, **kwargs)

    def offer(self, *, actor: Actor) -> None:
        self.queryset = channels_to_tell(actor=actor)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} – {obj.unit.name}, {obj.get_kind_display()}"


class AnnouncementForm(Form):
    """Words for a group."""

    channel = GroupField()
    text = forms.CharField(
        label=_("What the group is to read"), max_length=MOST, widget=forms.Textarea(attrs={"rows": 5})
    )
    urgent = forms.BooleanField(
        label=_("At once, within quiet hours too"),
        required=False,
        help_text=_("Otherwise it waits from 22:00 until 07:00."),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].offer(actor=actor)  # type: ignore[attr-defined]
