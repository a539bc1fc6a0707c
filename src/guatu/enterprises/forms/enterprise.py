"""Forms of the register: an enterprise, its end, its contacts, a link to it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guatu.core.actor import Actor
from guatu.enterprises.details import EnterpriseDetails
from guatu.enterprises.models.enterprise import Contact, Enterprise
from guatu.enterprises.policies import EDIT, REGISTER
from guatu.organization.forms.fields import PersonField, UnitField
from guatu.ui.forms import Form


class EnterpriseForm(Form):
    name = forms.CharField(label=pgettext_lazy("of an enterprise", "Name"), max_length=100)
    credit_code = forms.CharField(
        label=_("Unified social credit code"),
        max_length=30,
        required=False,
        help_text=_("18 characters, as on the business licence. The last one is checked."),
    )
    unit = UnitField(label=_("Territorial unit"))
    industry_code = forms.CharField(
        label=_("Industry (GB/T 4754)"), max_length=10, required=False, help_text=_("Such as 36 or C3670.")
    )
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    longitude = forms.DecimalField(
        label=_("Longitude"),
        max_digits=9,
        decimal_places=6,
        required=False,
        help_text=_("CGCS2000, degrees."),
    )
    latitude = forms.DecimalField(
        label=_("Latitude"), max_digits=9, decimal_places=6, required=False, help_text=_("CGCS2000, degrees.")
    )
    liaison = PersonField(
        label=_("Liaison"), required=False, help_text=_("Who looks after the enterprise one to one.")
    )

    def __init__(
        self, *args: Any, actor: Actor, day: date, enterprise: Enterprise | None = None, **kwargs: Any
    ) -> None:
        if enterprise is not None:
            names = ("name", "credit_code", "industry_code", "address", "longitude", "latitude")
            kwargs["initial"] = {name: getattr(enterprise, name) for name in names} | {
                "unit": enterprise.unit_id,
                "liaison": enterprise.liaison_id,
            }
        super().__init__(*args, **kwargs)
        unit, liaison = self.fields["unit"], self.fields["liaison"]
        assert isinstance(unit, UnitField)  # noqa: S101 - declared above
        assert isinstance(liaison, PersonField)  # noqa: S101 - declared above
        unit.offer(actor=actor, permission=REGISTER if enterprise is None else EDIT)
        liaison.offer(actor=actor, day=day)

    def details(self) -> EnterpriseDetails:
        names = EnterpriseDetails.__dataclass_fields__
        return EnterpriseDetails(**{name: self.cleaned_data[name] for name in names})


class EnterpriseEditForm(EnterpriseForm):
    renamed_on = forms.DateField(
        label=_("If the name changed: since when"), required=False, help_text=_("Today where left empty.")
    )
    was_misspelt = forms.BooleanField(
        label=_("The old name was only misspelt: do not keep it as a former name"), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, enterprise: Enterprise, **kwargs: Any) -> None:
        super().__init__(*args, enterprise=enterprise, **kwargs)
        self.fields["version"].initial = enterprise.version


class EnterpriseCloseForm(Form):
    on = forms.DateField(label=_("Closed on"))
    reason = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class ContactForm(Form):
    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=50)
    role = forms.CharField(
        label=pgettext_lazy("at an enterprise", "Role"),
        max_length=50,
        required=False,
        help_text=_("Such as general manager, safety officer."),
    )
    phone = forms.CharField(
        label=_("Telephone"), max_length=30, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )

    def __init__(self, *args: Any, contact: Contact | None = None, **kwargs: Any) -> None:
        if contact is not None:
            kwargs["initial"] = {n: getattr(contact, n) for n in ("name", "role", "phone")}
        super().__init__(*args, **kwargs)


class RemoveForm(Form):
    """Nothing to fill in: pressing the button is all."""


class LinkForm(Form):
    given_to = forms.CharField(
        label=_("Given to"),
        max_length=100,
        help_text=_("Who keeps it at the enterprise, such as the office manager."),
    )
    expires_on = forms.DateField(label=_("Opens until"), help_text=_("A year at most."))

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"expires_on": day + timedelta(days=365)}
        super().__init__(*args, **kwargs)


class ImportForm(Form):
    """A workbook of enterprises."""

    file = forms.FileField(
        label=_("Workbook"),
        help_text=_("xlsx, xls or csv, as your office keeps it."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )
