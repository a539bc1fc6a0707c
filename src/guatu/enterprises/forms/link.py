"""Forms of an enterprise that came by its link: few fields, plain words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guatu.enterprises.forms.visits import PHOTOS
from guatu.matters.choices import Satisfaction
from guatu.matters.models.kinds import MatterCategory
from guatu.matters.moving import MAX_TEXT
from guatu.matters.use_cases.raise_matter import MAX_TITLE
from guatu.ui.fields import FilesField
from guatu.ui.forms import Form

_DOCUMENTS = f"{PHOTOS},.pdf,.docx,.xlsx"


class DemandForm(Form):
    title = forms.CharField(label=_("What is it about?"), max_length=MAX_TITLE)
    category = forms.ChoiceField(label=_("Category"), required=False)
    text = forms.CharField(
        label=_("Tell us more"),
        max_length=MAX_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Since when, how much, what you need. Leave out what others should not read."),
    )
    # Declared fields are taken out of the class: the form's own `files` stays what was uploaded.
    files = FilesField(  # type: ignore[assignment]
        label=_("Photos"), accept=PHOTOS, camera=True, required=False
    )
    contact = forms.CharField(
        label=_("Whom may we call?"), max_length=60, required=False, help_text=_("Name and telephone number.")
    )
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, categories: list[MatterCategory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._categories = {str(category.id): category for category in categories}
        category = self.fields["category"]
        assert isinstance(category, forms.ChoiceField)  # noqa: S101 - declared above
        category.choices = [("", _("I do not know")), *((str(c.id), c.name) for c in categories)]

    def chosen_category(self) -> MatterCategory | None:
        return self._categories.get(self.cleaned_data["category"])


class NoteForm(Form):
    text = forms.CharField(
        label=_("Your note"), max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )
    files = FilesField(  # type: ignore[assignment]
        label=_("Photos or documents"), accept=_DOCUMENTS, required=False
    )
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput, required=False)


class ConfirmForm(Form):
    text = forms.CharField(
        label=_("A word with it"),
        max_length=MAX_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class WithdrawForm(Form):
    text = forms.CharField(
        label=_("Why you withdraw it"),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Such as: it has settled itself."),
    )


class RatingForm(Form):
    rating = forms.ChoiceField(
        label=_("How satisfied are you?"), choices=Satisfaction.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Why"),
        max_length=MAX_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Needed where you are dissatisfied: the matter is then taken up again, one level higher."
        ),
    )
