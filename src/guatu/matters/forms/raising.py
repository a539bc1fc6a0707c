"""The form in which a matter is raised."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.zoned import ZonedModel
from guatu.matters.choices import Source, Urgency
from guatu.matters.forms.acts import DOCUMENTS, MAX_TEXT, PHOTOS, words_field
from guatu.matters.models.kinds import MatterCategory, MatterKind
from guatu.matters.policies import ASSIGN, DISPATCH
from guatu.matters.subjects import kind_by_label
from guatu.matters.use_cases.raise_matter import MAX_TITLE, Place, Raiser
from guatu.organization.forms.fields import UnitField
from guatu.ui.fields import FilesField
from guatu.ui.forms import Form

_NUMBER = {"inputmode": "decimal", "autocomplete": "off"}


def find_subject(text: str, *, actor: Actor) -> ZonedModel | None:
    """The object that `app.model:id` names, if the actor may see it; None for anything else."""
    label, _colon, rest = text.partition(":")
    kind = kind_by_label(label)
    try:
        found: ZonedModel | None = kind.find(actor, UUID(rest)) if kind is not None else None
    except ValueError:
        return None
    return found


class RaiseForm(Form):
    """Photo and a line first; place, subject and the rest as far as they are known."""

    kind = forms.ChoiceField(label=_("Kind of matter"))
    category = forms.ChoiceField(label=pgettext_lazy("of a matter", "Category"), required=False)
    photos = FilesField(label=_("Photos"), accept=PHOTOS, camera=True, required=False)
    title = forms.CharField(label=_("In a line"), max_length=MAX_TITLE)
    text = words_field(_("More about it"), required=False)
    urgency = forms.ChoiceField(label=pgettext_lazy("of a matter", "Urgency"), required=False)
    subject = forms.CharField(label=_("What it is about"), required=False, max_length=120)
    address = forms.CharField(label=_("Where it is"), max_length=200, required=False)
    longitude = forms.DecimalField(
        label=_("Longitude"),
        max_digits=9,
        decimal_places=6,
        required=False,
        widget=forms.TextInput(attrs=_NUMBER),
    )
    latitude = forms.DecimalField(
        label=_("Latitude"),
        max_digits=9,
        decimal_places=6,
        required=False,
        widget=forms.TextInput(attrs=_NUMBER),
    )
    documents = FilesField(
        label=_("Documents"),
        accept=DOCUMENTS,
        required=False,
        help_text=_("PDF, Word, Excel or photos, up to 20 MB each."),
    )
    source = forms.ChoiceField(
        label=_("How it came"),
        choices=[(s.value, s.label) for s in Source if s is not Source.RULE],
        required=False,
    )
    raiser_name = forms.CharField(label=_("Raised in the name of"), max_length=150, required=False)
    raiser_contact = forms.CharField(label=_("Their telephone"), max_length=60, required=False)
    is_confidential = forms.BooleanField(
        label=_("Confidential: only those who hold it and the office see it"), required=False
    )
    lead_unit = UnitField(
        label=_("Straight to"),
        required=False,
        help_text=_("Left empty, the table of dispatch decides, or a dispatcher."),
    )
    due_on = forms.DateField(
        label=_("Due by order on"), required=False, help_text=_("Left empty, the rules of clocks decide.")
    )

    def __init__(self, *args: Any, actor: Actor, kinds: Sequence[MatterKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.kinds = actor, {kind.code: kind for kind in kinds}
        _choose(self.fields["kind"], [("", ""), *((k.code, k.name) for k in kinds)])
        _choose(self.fields["urgency"], [("", _("as usual for its kind")), *Urgency.choices])
        self.fields["source"].initial = Source.DESK
        chosen = self.kinds.get(str(self["kind"].value() or ""))
        offered: Iterable[MatterCategory] = chosen.open_categories if chosen else ()  # type: ignore[attr-defined]
        self.categories = {category.code: category for category in offered}
        _choose(self.fields["category"], [("", "—"), *((c.code, c.name) for c in self.categories.values())])
        lead = self.fields["lead_unit"]
        assert isinstance(lead, UnitField)  # noqa: S101 – declared above
        if actor.may(DISPATCH):
            lead.offer(actor=actor)
        else:
            del self.fields["lead_unit"]
        if not actor.may(ASSIGN):
            del self.fields["due_on"]

    @property
    def chosen_subject(self) -> ZonedModel | None:
        """What is named as the subject, if the actor may see it."""
        return find_subject(str(self["subject"].value() or ""), actor=self.actor)

    @property
    def chosen_kind(self) -> MatterKind | None:
        return self.kinds.get(str(self["kind"].value() or ""))

    @property
    def has_more(self) -> bool:
        """Whether something stands in the part that is folded away."""
        names = ("raiser_name", "raiser_contact", "is_confidential", "lead_unit", "due_on")
        return any(self[name].value() or self[name].errors for name in names if name in self.fields)

    def clean_subject(self) -> ZonedModel | None:
        text = self.cleaned_data["subject"]
        found = find_subject(text, actor=self.actor) if text else None
        if text and found is None:
            raise forms.ValidationError(_("Choose one of those that were found."))
        return found

    def values(self) -> dict[str, Any]:
        """What `raise_matter` takes, but for the key."""
        data = self.cleaned_data
        names = ("title", "text", "subject", "urgency", "is_confidential")
        raiser = Raiser(data["raiser_name"], data["raiser_contact"]) if data["raiser_name"].strip() else None
        return {name: data[name] for name in names} | {
            "kind": self.kinds[data["kind"]],
            "category": self.categories.get(data["category"]),
            "place": Place(data["address"], data["longitude"], data["latitude"]),
            "source": data["source"] or Source.DESK,
            "raiser": raiser,
            "lead_unit": data.get("lead_unit"),
            "due_on": data.get("due_on"),
            "files": [*data["photos"], *data["documents"]],
        }

    def add_faults(self, error: InvalidInput) -> None:
        places = {"place": "longitude", "files": "photos"}
        super().add_faults(
            InvalidInput({places.get(f.place.partition(".")[0], f.place): f.message for f in error.faults})
        )


class HintForm(forms.Form):
    """What is known while somebody still types; what cannot be used yet counts as not given."""

    kind = forms.CharField(required=False, max_length=20)
    category = forms.CharField(required=False, max_length=30)
    title = forms.CharField(required=False, max_length=MAX_TITLE)
    text = forms.CharField(required=False, max_length=MAX_TEXT)
    subject = forms.CharField(required=False, max_length=120)
    longitude = forms.DecimalField(required=False, min_value=73, max_value=136)
    latitude = forms.DecimalField(required=False, min_value=3, max_value=54)

    def known(self) -> dict[str, Any]:
        self.is_valid()
        given = {name: self.cleaned_data.get(name) for name in self.fields}
        if isinstance(given["longitude"], Decimal) != isinstance(given["latitude"], Decimal):
            given["longitude"] = given["latitude"] = None
        return given


def _choose(field: forms.Field, choices: list[tuple[str, Any]]) -> None:
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 – declared by the form
    field.choices = choices
