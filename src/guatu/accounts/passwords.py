"""One-time passwords: made for somebody else, shown once, changed at the first sign-in."""

import secrets

# Nothing that is mistaken for something else when read aloud or copied by hand (0 o, 1 l i).
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _LETTERS = 4, 4


def one_time_password() -> str:
    """Four groups of four characters, such as `k7mq-x2fp-9wtr-b4hc`: 79 bits."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(_LETTERS)) for _ in range(_GROUPS))
