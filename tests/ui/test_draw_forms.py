"""Forms as they are drawn: every kind of widget with its label, its hint and what is wrong with it."""

from typing import Any

import pytest
from django import forms

from guatu.core.errors import InvalidInput
from guatu.ui.forms import Form


class Amount(forms.MultiWidget):
    def __init__(self) -> None:
        super().__init__([forms.TextInput(), forms.Select(choices=[("wan", "万元"), ("yi", "亿元")])])

    def decompress(self, value: Any) -> list[Any]:
        return list(value or (None, None))


class AmountField(forms.MultiValueField):
    widget = Amount

    def __init__(self, **kwargs: Any) -> None:
        fields = (forms.DecimalField(), forms.ChoiceField(choices=[("wan", "万元"), ("yi", "亿元")]))
        super().__init__(fields, **kwargs)

    def compress(self, values: list[Any]) -> Any:
        return tuple(values)


class Sample(Form):
    name = forms.CharField(label="Name", help_text="As on the licence")
    notes = forms.CharField(label="Notes", widget=forms.Textarea)
    roles = forms.MultipleChoiceField(label="Roles", widget=forms.CheckboxSelectMultiple)
    kind = forms.ChoiceField(
        label="Kind", widget=forms.RadioSelect, choices=[("a", "Kind A"), ("b", "Kind B")]
    )
    agreed = forms.BooleanField(label="Agreed")
    total = AmountField(label="Total")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["roles"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [("x", "Role X"), ("y", "Role Y")]


GOOD = {
    "name": "甲",
    "notes": "乙",
    "roles": ["x", "y"],
    "kind": "b",
    "agreed": "on",
    "total_0": "1.5",
    "total_1": "yi",
}


def drawn(form: Form, field: str) -> str:
    return str(form[field].as_field_group())


def test_choices_given_after_the_form_is_made_are_known() -> None:
    form = Sample(GOOD)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["roles"] == ["x", "y"]


@pytest.mark.parametrize(("field", "kind"), [("roles", "checkbox"), ("kind", "radio")])
def test_each_choice_is_a_labelled_box_of_its_own(field: str, kind: str) -> None:
    html = drawn(Sample(), field)
    assert html.count('<label class="form-check"') == 2
    assert html.count(f'<input type="{kind}"') == 2
    assert html.count('class="form-check-input"') == 2, (
        "the boxes carry the class, what is around them does not"
    )
    assert '<div id="id_' + field + '" class="form-choices">' in html
    assert '<label class="form-check" for="id_' + field + '_0">' in html


def test_question_of_several_boxes_has_a_legend_and_no_label_of_its_own() -> None:
    html = drawn(Sample(), "roles")
    assert '<legend class="form-label required">Roles</legend>' in html
    assert 'for="id_roles"' not in html


def test_single_checkbox_stands_before_its_label() -> None:
    html = drawn(Sample(), "agreed")
    assert html.index("<input") < html.index("Agreed")
    assert '<label class="form-check" for="id_agreed">' in html


def test_parts_of_one_field_carry_the_class_of_their_kind() -> None:
    html = drawn(Sample(initial={"total": ("1.5", "yi")}), "total")
    assert '<div class="input-group">' in html
    assert 'name="total_0" value="1.5" class="form-control"' in html
    assert '<select name="total_1" class="form-select"' in html
    assert '<option value="yi" selected>' in html


def test_what_is_wrong_is_marked_and_said() -> None:
    form = Sample({**GOOD, "name": ""})
    html = drawn(form, "name")
    assert 'class="form-control is-invalid"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert f'<ul class="field-errors" id="id_name_error"><li>{form["name"].errors[0]}</li></ul>' in html
    assert "is-invalid" not in drawn(Sample(GOOD), "name")


def test_faults_of_a_use_case_stand_at_their_field_or_above() -> None:
    form = Sample(GOOD)
    assert form.is_valid()
    form.add_faults(InvalidInput({"name": "taken", "elsewhere": "broken"}))
    assert "taken" in drawn(form, "name")
    assert "is-invalid" in drawn(form, "name")
    assert form.non_field_errors() == ["broken"]


def test_two_forms_of_one_kind_on_a_page_have_different_ids() -> None:
    html = drawn(Sample(prefix="a"), "kind") + drawn(Sample(prefix="b"), "kind")
    ids = [part.split('"')[0] for part in html.split(' id="')[1:]]
    assert len(ids) == len(set(ids))


def test_long_texts_take_the_whole_row() -> None:
    assert drawn(Sample(), "notes").lstrip().startswith('<div class="span-all">')
    assert drawn(Sample(), "name").lstrip().startswith("<div>")
