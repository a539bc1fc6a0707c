"""Static files with their content's hash in the name, where they have been collected."""

from typing import Any

from django.conf import settings
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashed, compressed names once `collectstatic` has run; plain names before (tests, development)."""

    manifest_strict = False

    def url(self, name: str, force: bool = False) -> str:
        if not self.hashed_files:
            return f"{settings.STATIC_URL}{name}"
        url: Any = super().url(name, force)
        return str(url)
