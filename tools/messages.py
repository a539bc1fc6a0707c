"""The Chinese catalogue: `update` gathers the texts of the program into it, `check` shows what is missing or
wrong, `compile` writes the binary that Django reads.

Pure Python (Babel), so that neither a developer nor CI needs GNU gettext.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "guatu"
CATALOGUE = SOURCE / "config" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "npgettext": ((1, "c"), 2, 3),
}
# A comment before a text that begins so names further values a translation may use.
ALSO = "Also:"
_PLACE = re.compile(r"%\((\w+)\)|%(?:\.\d+)?[sdf]|\{(\w*)\}")


def extracted() -> Catalog:
    """Every text of the Python files and templates, with where it stands."""
    catalogue = Catalog(locale="zh_Hans", charset="utf-8", project="Guatu")
    for path in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html"), *SOURCE.rglob("*.txt")]):
        if "migrations" in path.parts or "static" in path.parts:
            continue
        for line, message, comments, context in _texts(path):
            if message and message != ("", ""):
                place = (str(path.relative_to(ROOT)), line)
                catalogue.add(message, locations=[place], auto_comments=comments, context=context)
    return catalogue


def _texts(path: Path) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        # The template as Python-like text; its indentation means nothing, and must not to Python's tokenizer.
        text = "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).split("\n"))
    yield from extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS, comment_tags=[ALSO])


def stored() -> Catalog:
    """The catalogue as it is kept; an empty one at the very beginning."""
    if not CATALOGUE.exists():
        return Catalog(locale="zh_Hans", charset="utf-8", project="Guatu")
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="zh_Hans")


def save(catalogue: Catalog) -> None:
    """Write the catalogue sorted by text, without dates or line numbers, so that changes are easy to read."""
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    catalogue.obsolete.clear()
    write_po(buffer, catalogue, sort_output=True, no_location=True, width=110, omit_header=True)
    head = (
        '# Guatu 挂图, Chinese texts.\nmsgid ""\nmsgstr ""\n"Language: zh_Hans\\n"\n"MIME-Version: 1.0\\n"\n'
    )
    head += '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
    head += '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    CATALOGUE.write_text(head + buffer.getvalue().decode(), "utf-8")


def update() -> int:
    """Take new texts in (without a translation) and drop those that are gone."""
    catalogue, template = stored(), extracted()
    catalogue.update(template, no_fuzzy_matching=True)
    save(catalogue)
    print(f"{len(catalogue)} texts, {sum(1 for m in catalogue if m.id and not _said(m))} without translation")
    return 0


def check() -> int:
    """Exit 1, naming each text, where one is missing, unused, fuzzy, or has other placeholders."""
    catalogue, template = stored(), extracted()
    faults = []
    for message in template:
        if not message.id:
            continue
        known = catalogue.get(_first(message), message.context)
        if known is None or not _said(known):
            faults.append(f"not translated: {_first(message)!r} {message.locations[:1]}")
        elif known.fuzzy:
            faults.append(f"fuzzy: {_first(message)!r}")
        else:
            faults += _placeholder_faults(known)
    for message in catalogue:
        if message.id and template.get(_first(message), message.context) is None:
            faults.append(f"no longer used: {_first(message)!r}")
    for fault in faults:
        print(fault)
    print(f"{len(template)} texts, {len(faults)} faults")
    return 1 if faults else 0


def _placeholder_faults(message: Message) -> list[str]:
    sources = [message.id] if isinstance(message.id, str) else list(message.id)
    wanted = {m.group(0) for text in sources for m in _PLACE.finditer(text)}
    said = message.string if isinstance(message.string, str) else " ".join(message.string)
    found = {m.group(0) for m in _PLACE.finditer(said)}
    offered = {
        m.group(0) for text in message.auto_comments if text.startswith(ALSO) for m in _PLACE.finditer(text)
    }
    extra = found - wanted - offered
    missing = wanted - found if isinstance(message.id, str) else set()
    if extra or missing:
        return [f"placeholders of {_first(message)!r}: missing {sorted(missing)}, unknown {sorted(extra)}"]
    return []


def compile_() -> int:
    """Write the .mo file that Django reads, beside the catalogue."""
    with CATALOGUE.with_suffix(".mo").open("wb") as file:
        write_mo(file, stored())
    return 0


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _said(message: Message) -> bool:
    said = message.string
    return bool(said) if isinstance(said, str) else bool(said) and all(said)


if __name__ == "__main__":
    settings.configure(USE_I18N=True)
    actions = {"update": update, "check": check, "compile": compile_}
    if len(sys.argv) != 2 or sys.argv[1] not in actions:
        sys.exit(f"usage: messages.py {'|'.join(actions)}")
    sys.exit(actions[sys.argv[1]]())
