"""SM4 in Galois/Counter Mode (GB/T 32907; RFC 8998), with the face of `cryptography`'s `AESGCM`; keys by SM3."""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hmac import HMAC

KEY, NONCE, TAG = 16, 12, 16  # bytes


class SM4GCM:
    """Encrypts, and finds every change. A nonce is used once with a key."""

    def __init__(self, key: bytes) -> None:
        self._cipher = algorithms.SM4(key)

    def encrypt(self, nonce: bytes, data: bytes, associated: bytes | None) -> bytes:
        """The encrypted bytes and their tag."""
        encryptor = Cipher(self._cipher, modes.GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(associated or b"")
        return encryptor.update(data) + encryptor.finalize() + encryptor.tag

    def decrypt(self, nonce: bytes, sealed: bytes, associated: bytes | None) -> bytes:
        """The bytes again. Raises `InvalidTag` where anything was changed, or the key is another."""
        if len(sealed) < TAG:
            raise InvalidTag
        decryptor = Cipher(self._cipher, modes.GCM(nonce, sealed[-TAG:])).decryptor()
        decryptor.authenticate_additional_data(associated or b"")
        return decryptor.update(sealed[:-TAG]) + decryptor.finalize()


def sm3_key(secret: bytes, purpose: bytes) -> bytes:
    """A key for SM4 of its own for each purpose: HMAC-SM3, cut to its length."""
    mac = HMAC(secret, SM3())
    mac.update(purpose)
    return mac.finalize()[:KEY]
