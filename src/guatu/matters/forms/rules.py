"""Forms of kinds, categories, clocks and the table of dispatch."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guatu.core.errors import InvalidInput
from guatu.matters.choices import Evidence, RaisedWith, Urgency, Verifier
from guatu.matters.forms.acts import words_field
from guatu.matters.models.kinds import MatterCategory, MatterKind
from guatu.matters.rules.routing import Route
from guatu.matters.subjects import subject_kinds
from guatu.matters.use_cases.define_matter_kind import KindTerms
from guatu.ui.forms import Form


class KindForm(Form):
    """What a kind of matter is."""

    code = forms.CharField(
        label=pgettext_lazy("of a kind", "Code"),
        max_length=20,
        help_text=_("Letters, digits and underscores; it stays."),
    )
    name = forms.CharField(label=pgettext_lazy("of a kind", "Name"), max_length=30)
    prefix = forms.CharField(  # type: ignore[assignment]  # the metaclass takes the field away
        label=_("Prefix of numbers"),
        max_length=6,
        help_text=_("Capital letters, such as SQ in SQ-2018-0012."),
    )
    order = forms.IntegerField(label=_("Order"), min_value=0, max_value=9999, initial=0)
    raised_with = forms.ChoiceField(label=_("Who may raise it"), choices=RaisedWith.choices)
    verifier = forms.ChoiceField(label=_("Who verifies it"), choices=Verifier.choices)
    default_urgency = forms.ChoiceField(label=_("Urgency, if nothing is said"), choices=Urgency.choices)
    max_returns = forms.IntegerField(
        label=_("Returned at most so many times"), min_value=0, max_value=20, initial=2
    )
    recurrence_days = forms.IntegerField(
        label=_("Counts as recurring within days"), min_value=0, max_value=3660, initial=90
    )
    photo_radius = forms.IntegerField(
        label=_("A photo with place is odd beyond so many metres"),
        min_value=1,
        max_value=100_000,
        initial=300,
        help_text=_("Whoever verifies is warned; nothing is refused for it."),
    )
    evidence = forms.MultipleChoiceField(
        label=_("What proves that it is done"),
        choices=Evidence.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    is_rated = forms.BooleanField(label=_("Who raised it rates how it was handled"), required=False)

    def __init__(self, *args: Any, kind: MatterKind | None = None, **kwargs: Any) -> None:
        if kind is not None:
            kwargs["initial"] = {name: getattr(kind, name) for name in (*KindTerms.__slots__, "code")}
        super().__init__(*args, **kwargs)
        if kind is not None:
            self.fields["code"].disabled = True

    def terms(self) -> KindTerms:
        return KindTerms(**{name: self.cleaned_data[name] for name in KindTerms.__slots__})


class CategoryForm(Form):
    """One category of a kind; with the code of one that exists it is renamed."""

    code = forms.CharField(label=pgettext_lazy("of a category", "Code"), max_length=30)
    name = forms.CharField(label=pgettext_lazy("of a category", "Name"), max_length=40)
    order = forms.IntegerField(label=_("Order"), min_value=0, max_value=9999, initial=0)


class CloseForm(Form):
    """Closing a kind or a category."""

    reason = words_field(_("Reason or document"), rows=2, max_length=300, required=False)


class VersionForm(Form):
    """What a new version of the rules has besides the rules: from when it holds, why, and for what."""

    in_force_from = forms.DateField(label=_("In force from"))
    reason = forms.CharField(label=_("Reason or document"), max_length=300, required=False)
    apply_to_open = forms.BooleanField(label=_("Apply to open matters as well"), required=False)
    previewed = forms.CharField(required=False, widget=forms.HiddenInput)


class RulesForm(VersionForm):
    """A new version of the rules, as text; what is wrong is named by its place."""

    parameters = forms.CharField(
        label=_("Rules"),
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "class": "code"}),
        help_text=_("Places are named as in clocks.0.whole: the first line of the clocks, its whole time."),
    )

    def clean_parameters(self) -> dict[str, Any]:
        try:
            read = json.loads(self.cleaned_data["parameters"])
        except ValueError as error:
            raise forms.ValidationError(_now("This cannot be read: %(error)s") % {"error": error}) from error
        if not isinstance(read, dict):
            raise forms.ValidationError(_now("Expected names with values."))
        return read

    def add_faults(self, error: InvalidInput) -> None:
        for fault in error.faults:
            words = {"place": fault.place, "expected": fault.message}
            self.add_error("parameters", _now("%(place)s: %(expected)s") % words)


def digest(parameters: Any) -> str:
    """Tells whether what is chosen is what was previewed."""
    text = json.dumps(parameters, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class LineForm(Form):
    """One line of the table of dispatch; what is empty matches everything."""

    order = forms.IntegerField(label=_("Order"), min_value=1, max_value=9999, required=False)
    what = forms.ChoiceField(label=_("Kind and category"), required=False)
    subject_type = forms.ChoiceField(label=_("About"), required=False)
    words = forms.CharField(label=_("One of these words"), max_length=200, required=False)
    within = forms.ChoiceField(label=_("Place within"), required=False)
    to_unit = forms.ChoiceField(label=_("Goes to"), required=False)
    remove = forms.BooleanField(label=_("Take out"), required=False)

    def __init__(
        self,
        *args: Any,
        kinds: Sequence[MatterKind],
        units: Sequence[tuple[UUID, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        what: list[tuple[str, Any]] = [("", _("every kind"))]
        for kind in kinds:
            what.append((kind.code, _named(kind)))
            categories: Sequence[MatterCategory] = kind.all_categories  # type: ignore[attr-defined]
            what += [
                (f"{kind.code}:{c.code}", f"{kind.name} · {_named(c) if not kind.closed_on else c.name}")
                for c in categories
            ]
        _offer(self.fields["what"], what)
        _offer(
            self.fields["subject_type"],
            [("", _("anything")), *((k.label, k.name) for k in subject_kinds())],
        )
        named = [(str(unit_id), name) for unit_id, name in units]
        _offer(self.fields["within"], [("", _("anywhere")), *named])
        _offer(self.fields["to_unit"], [("", _("the unit of the place")), *named])

    @property
    def is_line(self) -> bool:
        """Whether anything is filled in that makes a line."""
        data = self.cleaned_data
        said = any(data.get(name) for name in ("what", "subject_type", "words", "within", "to_unit"))
        return said and not data.get("remove")

    def route(self, place: int) -> Route:
        data = self.cleaned_data
        kind, _colon, category = data["what"].partition(":")
        words = data["words"].replace("，", " ").replace("、", " ").replace(",", " ").split()
        return Route(
            order=data["order"] or place,
            kind=kind,
            category=category,
            subject_type=data["subject_type"],
            words=tuple(words),
            within=UUID(data["within"]) if data["within"] else None,
            to_unit=UUID(data["to_unit"]) if data["to_unit"] else None,
        )


class TableForm(Form):
    reason = words_field(_("Reason or document"), rows=1, max_length=300, required=False)


def line_initial(route: Route) -> dict[str, Any]:
    """A line as its form shows it."""
    return {
        "order": route.order,
        "what": f"{route.kind}:{route.category}" if route.category else route.kind,
        "subject_type": route.subject_type,
        "words": " ".join(route.words),
        "within": str(route.within or ""),
        "to_unit": str(route.to_unit or ""),
    }


def _named(thing: MatterKind | MatterCategory) -> str:
    """A line may name what was closed: such a line stays until somebody takes it out."""
    return _now("%(name)s (no longer used)") % {"name": thing.name} if thing.closed_on else thing.name


def _offer(field: forms.Field, choices: list[tuple[str, Any]]) -> None:
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 – declared by the form
    field.choices = choices
