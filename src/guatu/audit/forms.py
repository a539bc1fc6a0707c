"""The filters of the record."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from guatu.audit.selectors import RecordFilter
from guatu.audit.words import sentence
from guatu.core.events import known_events
from guatu.ui.forms import Form


class RecordFilterForm(Form):
    """What to look for; a GET form."""

    first_day = forms.DateField(label=_("From"), required=False)
    last_day = forms.DateField(label=_("To"), required=False)
    person = forms.CharField(label=_("Who"), required=False, max_length=150)
    event = forms.ChoiceField(label=_("What"), required=False)
    words = forms.CharField(label=_("About"), required=False, max_length=200)
    about = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        events = sorted((str(capfirst(sentence(name))), name) for name in known_events())
        field = self.fields["event"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 – declared above
        field.choices = [("", _("anything")), *((name, f"{text} ({name})") for text, name in events)]

    def chosen(self) -> RecordFilter:
        """The filter; what cannot be read does not narrow, its fault stands at its field."""
        data: dict[str, Any] = self.cleaned_data if self.is_valid() else {**self.cleaned_data}
        about: UUID | None = data.get("about")
        return RecordFilter(
            first_day=data.get("first_day"),
            last_day=data.get("last_day"),
            person=data.get("person") or "",
            event=data.get("event") or "",
            words=data.get("words") or "",
            about=about,
        )
