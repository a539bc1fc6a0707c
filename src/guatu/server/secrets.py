"""The installation's own secret, made once and kept beside its data."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

NAME = "secret-key"


def secret_key(data: Path) -> str:
    """The key that signs sessions: read from the data folder, or made there (mode 0600)."""
    path = data / NAME
    if not path.exists():
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Made aside and linked whole: of two programs that start at once, both must read the same.
        descriptor, new = tempfile.mkstemp(dir=data, prefix=f"{NAME}.")
        try:
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(48))
            with contextlib.suppress(FileExistsError):
                os.link(new, path)
        finally:
            Path(new).unlink()
    return path.read_text().strip()
