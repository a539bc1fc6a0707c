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


class BoundField(forms.BoundField):
    """A field in its form: what is wrong is marked when it is drawn, so that a form may still be fitted before."""

    def build_widget_attrs(self, attrs: Any, widget: forms.Widget | None = None) -> dict[str, Any]:
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        drawn = widget or self.field.widget
        if self.errors and not drawn.is_hidden and not isinstance(drawn, forms.MultiWidget):
            built["class"] = f"{drawn.attrs.get('class', '')} is-invalid".strip()
        return built


class Form(forms.Form):
    """Base of the house's forms: classes on the widgets, and `add_faults` for what a use case found wrong."""

    bound_field_class = BoundField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if type(field) is forms.DateField and type(field.widget) is forms.DateInput:
                field.widget = DateInput()
            _dress(field.widget)

    def add_faults(self, error: InvalidInput) -> None:
        """Show each fault at its field, or above the form where it is about none."""
        for fault in error.faults:
            self.add_error(fault.place if fault.place in self.fields else None, str(fault.message))


def _dress(widget: forms.Widget) -> None:
    """Give a widget, or each part of a widget of several, the class of its kind."""
    if isinstance(widget, forms.MultiWidget):
        for part in widget.widgets:
            _dress(part)
    else:
        kind = next((css for base, css in _CLASSES.items() if type(widget) is base), "form-control")
        widget.attrs["class"] = f"{widget.attrs.get('class', '')} {kind}".strip()
