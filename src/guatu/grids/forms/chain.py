"""Forms of the chain of tips: a helper, the ratios, a tip."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.grids.choices import ChainLevel
from guatu.grids.models import ChainHelper
from guatu.grids.rules.chain import Ratios
from guatu.matters.models.kinds import MatterCategory
from guatu.matters.use_cases.raise_matter import MAX_TITLE, Place
from guatu.organization.forms.fields import PersonField
from guatu.ui.fields import FilesField
from guatu.ui.forms import Form

PHOTOS = "image/jpeg,image/png,image/webp"


class HelperForm(Form):
    """A central household or an informant of a grid."""

    level = forms.ChoiceField(label=_("Level"), choices=ChainLevel.choices)
    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=50)
    phone = forms.CharField(label=_("Telephone"), max_length=30, required=False)
    above = forms.ChoiceField(
        label=_("Central household"), required=False, help_text=_("Of an informant: who stands above them.")
    )
    households = forms.IntegerField(
        label=_("Households"),
        min_value=1,
        max_value=9999,
        required=False,
        help_text=_("Of an informant: how many they look after. Nobody else's name is kept."),
    )
    person = PersonField(
        label=_("Also a person of the zone"),
        required=False,
        help_text=_("Then they hear of tips in the program."),
    )
    valid_from = forms.DateField(label=_("From"))

    def __init__(
        self, *args: Any, actor: Actor, day: date, centrals: Sequence[ChainHelper], **kwargs: Any
    ) -> None:
        super().__init__(*args, initial={"valid_from": day, "level": ChainLevel.INFORMANT}, **kwargs)
        self.centrals = {str(one.id): one for one in centrals}
        above, person = self.fields["above"], self.fields["person"]
        assert isinstance(above, forms.ChoiceField)  # noqa: S101 – declared above
        assert isinstance(person, PersonField)  # noqa: S101 – declared above
        above.choices = [("", _("none")), *((key, one.name) for key, one in self.centrals.items())]
        person.offer(actor=actor, day=day)

    def values(self) -> dict[str, Any]:
        return self.cleaned_data | {"above": self.centrals.get(self.cleaned_data["above"])}


class HelperEndForm(Form):
    valid_to = forms.DateField(label=_("Last day"))
    reason = forms.CharField(label=_("Reason or document"), max_length=300, required=False)


class LinkForm(Form):
    """Nothing to fill in: pressing the button is all."""


class TermsForm(Form):
    """The ratios, from … to."""

    households_least = forms.IntegerField(label=_("Households of an informant, at least"), min_value=1)
    households_most = forms.IntegerField(label=_("Households of an informant, at most"), min_value=1)
    informants_least = forms.IntegerField(label=_("Informants of a central household, at least"), min_value=1)
    informants_most = forms.IntegerField(label=_("Informants of a central household, at most"), min_value=1)
    in_force_from = forms.DateField(label=_("In force from"))
    reason = forms.CharField(label=_("Reason or document"), max_length=300, required=False)

    def ratios(self) -> Ratios:
        return Ratios(**{name: self.cleaned_data[name] for name in Ratios.__slots__})


class TipForm(Form):
    """What an informant saw."""

    title = forms.CharField(label=_("In a line"), max_length=MAX_TITLE)
    category = forms.ChoiceField(label=_("Category"), required=False)
    text = forms.CharField(
        label=_("More about it"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Leave out what others should not read."),
    )
    address = forms.CharField(label=_("Where it is"), max_length=200, required=False)
    longitude = forms.DecimalField(max_digits=9, decimal_places=6, required=False, widget=forms.HiddenInput)
    latitude = forms.DecimalField(max_digits=9, decimal_places=6, required=False, widget=forms.HiddenInput)
    # Declared fields are taken out of the class: the form's own `files` stays what was uploaded.
    files = FilesField(  # type: ignore[assignment]
        label=_("Photos"), accept=PHOTOS, camera=True, required=False
    )
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, categories: Sequence[MatterCategory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._categories = {str(category.id): category for category in categories}
        category = self.fields["category"]
        assert isinstance(category, forms.ChoiceField)  # noqa: S101 – declared above
        category.choices = [("", _("I do not know")), *((str(c.id), c.name) for c in categories)]

    def values(self) -> dict[str, Any]:
        """What `raise_tip` takes besides the helper and the source."""
        data = self.cleaned_data
        key: UUID | None = data["idempotency_key"]
        return {
            "title": data["title"],
            "text": data["text"],
            "category": self._categories.get(data["category"]),
            "place": Place(data["address"], data["longitude"], data["latitude"]),
            "files": data["files"],
            "client_key": key,
        }

    def add_faults(self, error: InvalidInput) -> None:
        places = {"place": "address", "files": "files"}
        super().add_faults(
            InvalidInput({places.get(f.place.partition(".")[0], f.place): f.message for f in error.faults})
        )
