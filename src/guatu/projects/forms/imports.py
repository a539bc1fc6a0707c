"""Forms of the import."""

from django import forms
from django.utils.translation import gettext_lazy as _

from guatu.ui.forms import Form


class UploadForm(Form):
    file = forms.FileField(
        label=_("Workbook"),
        help_text=_("The list as the office keeps it: xlsx, xls or csv, up to 30 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )


class SheetForm(Form):
    """Which sheet, which year, as of which day; the columns are read from the request beside it."""

    sheet = forms.ChoiceField(label=_("Sheet"))
    year = forms.IntegerField(label=_("Year of the list"), min_value=1990, max_value=2100, required=False)
    as_of = forms.DateField(label=_("As of"), required=False)

    def __init__(self, *args: object, sheets: list[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["sheet"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 – declared above
        field.choices = [(name, name) for name in sheets]
