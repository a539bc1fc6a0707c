"""The installation's own secret, made once and kept beside its data."""

import os
import secrets
from pathlib import Path

NAME = "secret-key"


def secret_key(data: Path) -> str:
    """The key that signs sessions: read from the data folder, or made there (mode 0600)."""
    path = data / NAME
    data.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()
