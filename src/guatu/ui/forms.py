"""Forms drawn with Tabler's classes by our own templates, and the house's errors beside their fields."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting

from guatu.core.errors import InvalidInput

_CLASSES: dict[type[forms.Widget], str] = {
    forms.Select: "form-select",
    forms.SelectMultiple: "form-select",
    forms.CheckboxInput: "form-check-input",
    forms.CheckboxSelectMultiple: "form-check-input",
    forms.RadioSelect: "form-check-input",
}


class FormRenderer(TemplatesSetting):
    """Where forms and fields find their templates."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


class DateInput(forms.DateInput):
    """The browser's own date picker."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class Form(forms.Form):
    """Base of the house's forms: classes on the widgets, and `add_faults` for what a use case found wrong."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if type(field) is forms.DateField and type(field.widget) is forms.DateInput:
                field.widget = DateInput()
            css = _CLASSES.get(type(field.widget), "form-control")
            invalid = " is-invalid" if self.is_bound and name in self.errors else ""
            field.widget.attrs["class"] = f"{field.widget.attrs.get('class', '')} {css}{invalid}".strip()

    def add_faults(self, error: InvalidInput) -> None:
        """Show each fault at its field, or above the form where it is about none."""
        for fault in error.faults:
            self.add_error(fault.place if fault.place in self.fields else None, str(fault.message))
