"""Copies the texts of the scripts (frontend/texts.json) into a Python module, where the catalogue finds them.

`--check` exits 1 where the module is not what it would be.
"""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "frontend" / "texts.json"
TARGET = ROOT / "src" / "guatu" / "ui" / "script_texts.py"
HEAD = '''"""Texts of the scripts. Written by tools/collect_script_texts.py from frontend/texts.json; do not edit."""

from django.utils.translation import gettext_noop as _

TEXTS = [
'''


def module() -> str:
    """The module as it should be."""
    texts = sorted(set(json.loads(SOURCE.read_text("utf-8"))))
    return HEAD + "".join(f"    _({json.dumps(text, ensure_ascii=False)}),\n" for text in texts) + "]\n"


if __name__ == "__main__":
    if "--check" in sys.argv:
        if TARGET.read_text("utf-8") != module():
            sys.exit("frontend/texts.json has changed: run tools/collect_script_texts.py")
    else:
        TARGET.write_text(module(), "utf-8")
