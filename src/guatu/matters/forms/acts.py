"""The small forms of what can be done with a matter, one for each act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guatu.attachments.stated import with_stated
from guatu.core.actor import Actor
from guatu.core.errors import Fault, InvalidInput
from guatu.matters.choices import UNSOLVED, Evidence, ReturnReason, Satisfaction
from guatu.matters.models.matter import Matter
from guatu.matters.policies import is_raiser
from guatu.matters.selectors.filters import numbered
from guatu.matters.selectors.matters import visible_matters
from guatu.organization.forms.fields import PersonField, UnitField, person_label
from guatu.organization.models import Appointment
from guatu.organization.powers import held_on
from guatu.organization.selectors import people, with_posts_on
from guatu.ui.fields import FilesField
from guatu.ui.forms import Form

PHOTOS = "image/jpeg,image/png,image/webp"
DOCUMENTS = "image/jpeg,image/png,image/webp,.pdf,.docx,.xlsx"
MAX_TEXT = 4000


def words_field(label: Any, *, rows: int = 3, **kwargs: Any) -> forms.CharField:
    """Some sentences."""
    kwargs.setdefault("max_length", MAX_TEXT)
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class ActForm(Form):
    """Base: knows the matter, whoever acts, and the day."""

    # Whether the form goes through the outbox of the device, with photos first.
    for_the_field = False

    def __init__(self, *args: Any, actor: Actor, matter: Matter, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.matter, self.day = actor, matter, day
        for field in self.fields.values():
            if isinstance(field, UnitField):
                field.offer(actor=actor)
        self.fit()

    def fit(self) -> None:
        """Adapt the fields to the matter."""

    def offer_handlers(self, unit_id: UUID | None) -> None:
        """The persons of that unit; everybody where none is known yet."""
        field = self.fields["handler"]
        assert isinstance(field, PersonField)  # noqa: S101 – declared by the form
        persons = people(actor=self.actor)
        if unit_id is not None:
            posts = Appointment.objects.filter(
                held_on(self.day), zone_id=self.actor.zone_id, post__unit_id=unit_id
            )
            persons = persons.filter(id__in=posts.values("person_id"))
        field.queryset = persons
        field.choices = [("", ""), *((p.id, person_label(p)) for p in with_posts_on(persons, self.day))]


class DispatchForm(ActForm):
    unit = UnitField(label=_("To which unit"))
    handler = PersonField(label=_("To whom there"), required=False)
    note = words_field(_("Note"), rows=2, required=False)

    def fit(self) -> None:
        self.offer_handlers(None)


class SignForForm(ActForm):
    handler = PersonField(
        label=_("Who handles it"), required=False, help_text=_("Left empty, whoever signs handles it.")
    )

    def fit(self) -> None:
        self.offer_handlers(self.matter.lead_unit_id)
        self.fields["handler"].initial = self.matter.handler_id


class HandlerForm(ActForm):
    handler = PersonField(label=_("Who handles it"))
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)

    def fit(self) -> None:
        self.offer_handlers(self.matter.lead_unit_id)
        self.fields["handler"].initial = self.matter.handler_id


class ReturnForm(ActForm):
    reason = forms.ChoiceField(
        label=_("Why it is returned"), choices=ReturnReason.choices, widget=forms.RadioSelect
    )
    better_unit = UnitField(
        label=_("Whose it is"),
        required=False,
        help_text=_("Needed where it is not your field or territory."),
    )
    text = words_field(_("In a sentence"), rows=2)


class TransferForm(ActForm):
    unit = UnitField(label=_("To which unit"))
    text = words_field(pgettext_lazy("of an act", "Why"), rows=2)


class FieldForm(ActForm):
    """Words with photos and papers; kept on the device where there is no signal."""

    for_the_field = True
    photos = FilesField(label=_("Photos"), accept=PHOTOS, camera=True, required=False)
    text = words_field(_("In words"))
    documents = FilesField(
        label=_("Documents"),
        accept=DOCUMENTS,
        required=False,
        help_text=_("PDF, Word, Excel or photos, up to 20 MB each."),
    )

    # What the phone said of each photo, written by the page's script; see `attachments.stated`.
    photos_stated = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput)

    def all_files(self) -> list[Any]:
        photos = with_stated(self.cleaned_data["photos"], self.cleaned_data["photos_stated"])
        return [*photos, *self.cleaned_data["documents"]]

    def add_faults(self, error: InvalidInput) -> None:
        """What is wrong with files stands at the kind of file that is asked for."""
        wanted = "documents" if Evidence.DOCUMENT in self.matter.kind.evidence else "photos"
        super().add_faults(InvalidInput([_at(fault, wanted) for fault in error.faults]))


def _at(fault: Fault, wanted: str) -> Fault:
    return replace(fault, place=wanted) if fault.place.startswith("files") else fault


class ReplyForm(FieldForm):
    text = words_field(_("What is being done"), help_text=_("Who raised it reads this."))


class CommentForm(FieldForm):
    text = words_field(_("Note"))


class FollowForm(FieldForm):
    text = words_field(
        _("What you saw"), help_text=_("It is added to the matter; everybody concerned sees it.")
    )


class ReportDoneForm(FieldForm):
    text = words_field(
        pgettext_lazy("on a matter", "What was done"), help_text=_("Who raised it reads this.")
    )

    def fit(self) -> None:
        evidence = self.matter.kind.evidence
        if Evidence.PLACED_PHOTO in evidence:
            self.fields["photos"].help_text = _(
                "At least one with time and place: from the camera, or else as the phone states them."
            )
        elif Evidence.PHOTO in evidence:
            self.fields["photos"].help_text = _("At least one that shows it is done.")
        if Evidence.DOCUMENT in evidence:
            self.fields["documents"].help_text = _(
                "At least one that shows it is done: PDF, Word or Excel, up to 20 MB."
            )


class ReasonedDaysForm(ActForm):
    days = forms.IntegerField(label=_("Working days"), min_value=1, max_value=366)
    reason = words_field(pgettext_lazy("of an act", "Why"), rows=2, max_length=500)


class SupportForm(ActForm):
    unit = UnitField(label=_("Which unit"))
    request = words_field(_("What is needed of them"), rows=2, max_length=300)


class HelpForm(ActForm):
    text = words_field(_("What has to be settled, and by whom"))


class DecisionForm(ActForm):
    text = words_field(_("The decision, and which meeting took it"))


class NoteForm(ActForm):
    text = words_field(_("Note"), rows=2, required=False)


class WhyForm(ActForm):
    text = words_field(pgettext_lazy("of an act", "Why"), rows=2)


class SendBackForm(ActForm):
    text = words_field(_("What is still to be done"), rows=2)


class AnswerForm(ActForm):
    text = words_field(pgettext_lazy("of a supporting unit", "Answer"))


class PassForm(ActForm):
    text = words_field(_("What was seen"), rows=2, required=False)
    photos = FilesField(label=_("Photos"), accept=PHOTOS, camera=True, required=False)


class CloseOutForm(ActForm):
    text = words_field(_("In words"), rows=2, required=False)
    is_confirmed = forms.BooleanField(label=_("Who raised it has confirmed that it is done"), required=False)

    def fit(self) -> None:
        if Evidence.CONFIRMATION in self.matter.kind.evidence and not is_raiser(self.actor, self.matter):
            self.fields["text"].help_text = _("How it was confirmed, such as by telephone on 3 July.")
        else:
            del self.fields["is_confirmed"]


class PassAndCloseForm(CloseOutForm):
    photos = FilesField(label=_("Photos"), accept=PHOTOS, camera=True, required=False)


class UnsolvedForm(ActForm):
    outcome = forms.ChoiceField(
        label=_("How it ends"), choices=[(o.value, o.label) for o in UNSOLVED], widget=forms.RadioSelect
    )
    duplicate_of = forms.CharField(
        label=_("Number of the other matter"),
        required=False,
        max_length=20,
        help_text=_("For a duplicate, such as SQ-2018-0012."),
    )
    text = words_field(_("Answer to who raised it"))

    def clean_duplicate_of(self) -> Matter | None:
        words = self.cleaned_data["duplicate_of"].strip()
        if not words:
            return None
        number = numbered(words)
        found = visible_matters(actor=self.actor).filter(number).first() if number is not None else None
        if found is None:
            raise forms.ValidationError(_("There is no matter with this number."))
        return found


class RateForm(ActForm):
    rating = forms.ChoiceField(
        label=_("How was it handled?"), choices=Satisfaction.choices, widget=forms.RadioSelect
    )
    text = words_field(
        _("In words"),
        rows=2,
        required=False,
        help_text=_("Needed where something is still wrong: the matter is reopened one level higher."),
    )


class ExcludeForm(ActForm):
    reason = words_field(
        _("Why it is left out"), rows=2, max_length=300, help_text=_("Shown with your name beside the rates.")
    )


class GrantForm(ActForm):
    days = forms.IntegerField(label=_("Working days granted"), min_value=1, max_value=366)
    note = words_field(_("Note"), rows=2, required=False, max_length=500)


class ApproveForm(ActForm):
    note = words_field(_("Note"), rows=2, required=False, max_length=500)


class RefuseForm(ActForm):
    note = words_field(_("Why not"), rows=2, max_length=500)
