"""How long the long runs are: `GUATU_SOAK` times as long as usual, which is a few minutes altogether."""

import os


def longer(count: int) -> int:
    """So many rounds, or more where `GUATU_SOAK` is greater than 1."""
    return max(1, round(count * float(os.environ.get("GUATU_SOAK", "1"))))
