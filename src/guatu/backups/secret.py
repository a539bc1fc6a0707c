"""Whether two installations have the same secret key, said without giving the key away."""

import hashlib

from django.conf import settings


def secret_mark() -> str:
    """A short mark of GUATU_SECRET_KEY, dear to compute; guessing a random key by it is out of reach."""
    key = settings.SECRET_KEY.encode()
    return hashlib.scrypt(key, salt=b"guatu backup", n=1 << 14, r=8, p=1, dklen=12).hex()
