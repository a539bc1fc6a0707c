"""The form of rules: what holds for the table, and one part for each criterion."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guatu.core.errors import InvalidInput
from guatu.figures.asking import where_of
from guatu.figures.registry import figures_of
from guatu.leagues.choices import CutRounding, Grouping, Method, Missing, Tie
from guatu.leagues.rules.book import Book, Criterion, Cut, Step
from guatu.leagues.wording import fault_text, plain, unit_of
from guatu.organization.choices import UnitType
from guatu.ui.forms import DateInput, Form

MOST_CRITERIA = 8
_PAIR = re.compile(r"\s*([^=;；]+?)\s*=\s*([\d.]+)\s*")


def pairs(text: str) -> list[tuple[str, str]]:
    """“A=20; B=60” → pairs. Raises `ValueError` for what is something else."""
    found = []
    for part in re.split(r"[;；]", text):
        if part.strip():
            match = _PAIR.fullmatch(part)
            if match is None:
                raise ValueError(part)
            found.append((match.group(1), match.group(2)))
    return found


class BookForm(Form):
    """What holds for the whole table."""

    in_force_from = forms.DateField(label=_("In force from"), widget=DateInput)
    reason = forms.CharField(label=_("Why the rules change"), max_length=400, required=False)
    grouping = forms.ChoiceField(label=_("Who is compared with whom"), choices=Grouping.choices)
    types = forms.MultipleChoiceField(
        label=_("Types of units"),
        choices=[choice for choice in UnitType.choices if choice[0] != UnitType.ZONE],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    places = forms.IntegerField(label=_("Decimals of a score"), min_value=0, max_value=4, initial=2)
    tie = forms.ChoiceField(label=_("Equal totals"), choices=Tie.choices)
    tie_key = forms.ChoiceField(
        label=_("The criterion that decides"),
        required=False,
        choices=[("", "—"), *((f"c{n}", _("Criterion %s") % n) for n in range(1, MOST_CRITERIA + 1))],
    )
    cuts = forms.CharField(
        label=_("Grades down to a share of the units"),
        required=False,
        max_length=200,
        help_text=_("Such as “A=20; B=60; C=95”, in %. Left empty, there are no grades."),
    )
    last_grade = forms.CharField(label=_("Grade below all of them"), required=False, max_length=20)
    cut_rounding = forms.ChoiceField(
        label=_("The number of units is"), choices=CutRounding.choices, required=False
    )

    def clean_cuts(self) -> tuple[Cut, ...]:
        try:
            return tuple(
                Cut(grade, Decimal(share) / 100) for grade, share in pairs(self.cleaned_data["cuts"])
            )
        except (ValueError, InvalidOperation) as error:
            raise forms.ValidationError(fault_text("cuts", "order")) from error


class CriterionForm(Form):
    """One criterion; the part counts where it names a figure. Values are in the figure's own unit."""

    figure = forms.ChoiceField(label=_("Figure"), required=False)
    where = forms.CharField(
        label=_("Slice"),
        required=False,
        max_length=200,
        help_text=_("Such as “level=city; class=new_start”."),
    )
    weight = forms.DecimalField(
        label=pgettext_lazy("of a criterion", "Weight"), required=False, min_value=0, max_value=100
    )
    method = forms.ChoiceField(label=_("Scored"), choices=Method.choices, required=False)
    higher_is_better = forms.BooleanField(label=_("More is better"), required=False, initial=True)
    base = forms.DecimalField(label=_("Base value, or: for every"), required=False)
    most = forms.DecimalField(label=_("At most so many times the weight"), required=False, initial=1)
    points = forms.DecimalField(label=_("Points each"), required=False, initial=1)
    steps = forms.CharField(
        label=_("Steps"),
        required=False,
        max_length=200,
        help_text=_("Value = share of the weight, such as “30=0.5; 60=1”."),
    )
    minimum = forms.IntegerField(label=_("Least rows"), required=False, min_value=0, initial=0)
    missing = forms.ChoiceField(label=_("Without a value"), choices=Missing.choices, required=False)

    def __init__(self, *args: Any, zone_id: Any, key: str, **kwargs: Any) -> None:
        super().__init__(*args, prefix=key, **kwargs)
        self.zone_id, self.key = zone_id, key
        choices = [
            (figure.name, f"{figure.label} ({figure.unit.symbol or '—'})") for figure in figures_of(zone_id)
        ]
        self.fields["figure"].choices = [("", "—"), *choices]  # type: ignore[attr-defined]

    @property
    def is_open(self) -> bool:
        """Whether the part is shown unfolded: the first, and those that say something."""
        return bool(self.key == "c1" or self["figure"].value() or (self.is_bound and self.errors))

    @property
    def is_used(self) -> bool:
        return bool(self.cleaned_data.get("figure"))

    def clean_where(self) -> Any:
        try:
            given = [
                part.split("=", 1) for part in re.split(r"[;；]", self.cleaned_data["where"]) if part.strip()
            ]
            return where_of({name.strip(): values.replace("，", ",") for name, values in given})
        except (ValueError, InvalidInput) as error:
            raise forms.ValidationError(_("Such as “level=city; class=new_start”.")) from error

    def clean_steps(self) -> list[tuple[str, str]]:
        try:
            return [
                (str(Decimal(at)), str(Decimal(share))) for at, share in pairs(self.cleaned_data["steps"])
            ]
        except (ValueError, InvalidOperation) as error:
            raise forms.ValidationError(fault_text("steps", "stair")) from error

    def criterion(self) -> Criterion:
        """What the rules keep: values in the figure's base unit."""
        data = self.cleaned_data
        scale = unit_of(data["figure"], self.zone_id).scale
        return Criterion(
            key=self.key,
            figure=data["figure"],
            weight=data["weight"] or Decimal(0),
            method=Method(data["method"] or Method.BEST),
            higher_is_better=data["higher_is_better"],
            where=data["where"],
            base=None if data["base"] is None else data["base"] * scale,
            most=data["most"] or Decimal(1),
            points=data["points"] or Decimal(1),
            steps=tuple(Step(Decimal(at) * scale, Decimal(share)) for at, share in data["steps"]),
            minimum=data["minimum"] or 0,
            missing=Missing(data["missing"] or Missing.ZERO),
        )


def stored_book(book: Book) -> dict[str, Any]:
    """The form's first values from the rules that it begins with."""
    return {
        "grouping": book.grouping,
        "types": list(book.types),
        "places": book.places,
        "tie": book.tie,
        "tie_key": book.tie_key,
        "cuts": "; ".join(f"{cut.grade}={plain(cut.share * 100)}" for cut in book.cuts),
        "last_grade": book.last_grade,
        "cut_rounding": book.cut_rounding,
    }


def stored_criterion(one: Criterion, zone_id: Any) -> dict[str, Any]:
    scale = unit_of(one.figure, zone_id).scale
    return {
        "figure": one.figure,
        "where": "; ".join(f"{name}={','.join(values)}" for name, values in one.where),
        "weight": one.weight,
        "method": one.method,
        "higher_is_better": one.higher_is_better,
        "base": None if one.base is None else (one.base / scale).normalize(),
        "most": one.most,
        "points": one.points,
        "steps": "; ".join(f"{plain(step.at / scale)}={plain(step.share)}" for step in one.steps),
        "minimum": one.minimum,
        "missing": one.missing,
    }


def book_of(form: BookForm, parts: list[CriterionForm]) -> Book:
    """The rules that were filled in."""
    data = form.cleaned_data
    return Book(
        criteria=tuple(part.criterion() for part in parts if part.is_used),
        grouping=Grouping(data["grouping"]),
        types=tuple(data["types"]),
        tie=Tie(data["tie"]),
        tie_key=data["tie_key"] if data["tie"] == Tie.CRITERION else "",
        places=data["places"],
        cuts=data["cuts"],
        last_grade=data["last_grade"],
        cut_rounding=CutRounding(data["cut_rounding"] or CutRounding.FLOOR),
    )
