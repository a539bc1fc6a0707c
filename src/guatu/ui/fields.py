"""Form fields that several apps use: several files at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile


class _ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; the value is a list. What they are is checked by whoever keeps them."""

    def __init__(self, *, accept: str, camera: bool = False, **kwargs: Any) -> None:
        attrs = {"accept": accept, "multiple": True} | ({"capture": "environment"} if camera else {})
        super().__init__(widget=_ManyFiles(attrs=attrs), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files: Sequence[Any] = data if isinstance(data, list | tuple) else [data] if data else []
        if not files:
            super().clean(None, initial)
        # An empty file is not dropped in silence: the attachments say what is wrong with it.
        return [file for file in files if file is not None]
