"""Where files lie: from the environment to Django's storage."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

_ADDRESSING = {"", "path", "virtual"}


def files_from_environment(environ: Mapping[str, str], data: Path) -> dict[str, Any]:
    """The default storage of `STORAGES`: the bucket that `GUATU_S3_BUCKET` names, otherwise the folder `files` of the
    data folder.

    `GUATU_S3_ENDPOINT` is the address of a server other than Amazon's; `_REGION`, `_KEY_ID`, `_SECRET_KEY` are as it
    gave them; `_PREFIX` is a folder within the bucket. `_ADDRESSING` says where the bucket's name stands in addresses:
    in the `path` or before the host (`virtual`). Raises `ImproperlyConfigured` for what cannot be.
    """
    said = {
        name: environ.get(f"GUATU_S3_{name}", "").strip()
        for name in ("BUCKET", "ENDPOINT", "REGION", "KEY_ID", "SECRET_KEY", "PREFIX", "ADDRESSING")
    }
    if not said["BUCKET"]:
        if meant := [f"GUATU_S3_{name}" for name, value in said.items() if value]:
            raise ImproperlyConfigured(f"{meant[0]} is set, but no GUATU_S3_BUCKET.")
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": data / "files", "base_url": None},
        }
    if bool(said["KEY_ID"]) != bool(said["SECRET_KEY"]):
        raise ImproperlyConfigured("GUATU_S3_KEY_ID and GUATU_S3_SECRET_KEY are set both or neither.")
    if said["ADDRESSING"] not in _ADDRESSING:
        raise ImproperlyConfigured("GUATU_S3_ADDRESSING is path or virtual.")
    if said["ENDPOINT"] and not said["ENDPOINT"].startswith(("https://", "http://")):
        raise ImproperlyConfigured("GUATU_S3_ENDPOINT is an address that begins with https:// (or http://).")
    return {
        "BACKEND": "guatu.attachments.s3.S3Files",
        "OPTIONS": {
            "bucket_name": said["BUCKET"],
            "endpoint_url": said["ENDPOINT"].rstrip("/") or None,
            "region_name": said["REGION"] or None,
            "access_key": said["KEY_ID"] or None,
            "secret_key": said["SECRET_KEY"] or None,
            "location": said["PREFIX"].strip("/"),
            # Servers of one's own seldom have a name for each bucket; Amazon takes nothing else.
            "addressing_style": said["ADDRESSING"] or ("path" if said["ENDPOINT"] else "virtual"),
        },
    }
