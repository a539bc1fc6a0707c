"""Fields of allauth's forms with the house's looks: `{% load accounts %}`."""

from django import forms, template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def control(field: BoundField) -> SafeString:
    """The field's widget with Tabler's class, marked where it is at fault, its label not said twice."""
    css = "form-check-input" if isinstance(field.field.widget, forms.CheckboxInput) else "form-control"
    return field.as_widget(attrs={"class": f"{css} is-invalid" if field.errors else css, "placeholder": ""})
