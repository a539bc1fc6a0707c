"""What the doctor looks at of the files: that they can be written and read, and that nobody else reads them."""

from collections.abc import Iterator

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from guatu.attachments.storage import where
from guatu.cli.finding import Finding

_PROBE = b"guatu doctor"


def storage() -> Iterator[Finding]:
    """A file is written, read back and taken away; in a bucket nobody without keys may read it meanwhile."""
    step, name = "written", ""
    try:
        name = default_storage.save("doctor/probe", ContentFile(_PROBE))
        step = "read"
        with default_storage.open(name) as file:
            whole = file.read() == _PROBE
        public = _open_to_anybody(name)
        step = "deleted"
        default_storage.delete(name)
    except OSError as error:
        yield Finding("storage", False, f"cannot be {step}: {error}")
        return
    told = "can be written and read" if whole else "gives back something else than was written"
    yield Finding("storage", whole, f"{where()} {told}")
    if public is not None:
        told = "is open to nobody without keys"
        if public:
            told = "is public: anybody can read files without keys; block public access to it at once"
        yield Finding("storage is private", not public, f"{where()} {told}")


def _open_to_anybody(name: str) -> bool | None:
    """None for a folder, which has no door to the network."""
    ask = getattr(default_storage, "open_to_anybody", None)
    return None if ask is None else bool(ask(name))
