"""Whether the static files gathered in a data folder are still those of the program.

Gathered files carry their content's hash in the name, so that browsers keep them for good; gathering takes a few
seconds, so it is done only where something has changed.
"""

import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

FOLDER = "static"
MANIFEST = "staticfiles.json"
_MARK = "gathered-from"
# Whose files are gathered, or who decides how.
_PACKAGES = ("guatu", "allauth")
_DISTRIBUTIONS = ("django", "django-allauth", "whitenoise")


def is_stale(data: Path) -> bool:
    """Whether files have to be gathered into `data` (again)."""
    folder = data / FOLDER
    mark = folder / _MARK
    return not (folder / MANIFEST).exists() or not mark.exists() or mark.read_text() != fingerprint()


def mark_gathered(data: Path) -> None:
    """Note what has just been gathered."""
    (data / FOLDER / _MARK).write_text(fingerprint())


def fingerprint() -> str:
    """What the gathered files follow from: path, size and time of every source, and the versions that count."""
    digest = hashlib.sha256()
    for name in _DISTRIBUTIONS:
        digest.update(f"{name} {version(name)}\n".encode())
    for path, name in _sources():
        found = path.stat()
        digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _sources() -> Iterator[tuple[Path, str]]:
    """Every file below a folder `static` of the packages, with its name there."""
    for package in _PACKAGES:
        spec = find_spec(package)
        for root in map(Path, (spec.submodule_search_locations or ()) if spec else ()):
            for folder in sorted(root.rglob("static")):
                for path in sorted(p for p in folder.rglob("*") if p.is_file()):
                    yield path, f"{package}/{path.relative_to(root)}"
