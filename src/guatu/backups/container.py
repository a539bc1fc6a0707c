"""The outermost layer of a backup: a stream of sealed frames, so that nothing can be changed, cut off or reordered
unseen.

A line of text says what follows: `guatu-backup 1 plain SALT -`, `guatu-backup 1 aes-256-gcm SALT CHECK`, or
`guatu-backup 2 sm4-gcm SALT CHECK`, which versions before knew nothing of. Then frames: four bytes with the length of
the payload and, in the highest bit, whether it is the last one; the payload; its seal. Encrypted, payload and seal are
AES-256-GCM (or SM4-GCM) under a key of the file's own (HKDF with SHA-256, or SM3, from the key and the salt), the
frame's number as nonce. Plain, the seal is a SHA-256, which finds damage but no intent. Number, last bit and first line
are sealed too.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import os
import struct
from pathlib import Path
from typing import IO, Any, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256, SM3, Hash
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from guatu.backups.errors import BackupError
from guatu.core.sm4 import KEY, SM4GCM

# What each format holds. A file is written in the oldest that has what it needs.
FORMATS = {"1": {"plain", "aes-256-gcm"}, "2": {"sm4-gcm"}}
_MAGIC = "guatu-backup"
_FRAME = 1 << 20  # bytes of payload
_LAST = 1 << 31
_SEAL = 32  # bytes; the longer of the two
_SHORTEST_KEY = 32  # bytes
_DAMAGED = "the backup is damaged: frame {number} (at byte {at}) is not what was written"


def read_key(path: Path) -> bytes:
    """The key in a file, such as `openssl rand -base64 48` writes; spaces around it do not count."""
    try:
        key = path.read_bytes().strip()
    except OSError as error:
        raise BackupError(f"the key file {path} cannot be read: {error.strerror}") from error
    if len(key) < _SHORTEST_KEY:
        raise BackupError(
            f"the key file {path} holds {len(key)} bytes; at least {_SHORTEST_KEY} are needed, such as by: "
            "openssl rand -base64 48"
        )
    return key


class _Seal(Protocol):
    def close(self, number: int, header: bytes, payload: bytes) -> bytes: ...
    def open(self, number: int, header: bytes, sealed: bytes) -> bytes | None: ...


class _Hashed:
    """Finds damage."""

    def __init__(self, line: bytes) -> None:
        self._line = line

    def close(self, number: int, header: bytes, payload: bytes) -> bytes:
        return payload + self._digest(number, header, payload)

    def open(self, number: int, header: bytes, sealed: bytes) -> bytes | None:
        payload, digest = sealed[:-_SEAL], sealed[-_SEAL:]
        return payload if digest == self._digest(number, header, payload) else None

    def _digest(self, number: int, header: bytes, payload: bytes) -> bytes:
        return hashlib.sha256(self._line + struct.pack(">Q", number) + header + payload).digest()


class _Encrypted:
    """Hides, and finds every change."""

    def __init__(self, line: bytes, cipher: AESGCM | SM4GCM) -> None:
        self._line, self._cipher = line, cipher

    def close(self, number: int, header: bytes, payload: bytes) -> bytes:
        return self._cipher.encrypt(_nonce(number), payload, self._line + header)

    def open(self, number: int, header: bytes, sealed: bytes) -> bytes | None:
        try:
            return self._cipher.decrypt(_nonce(number), sealed, self._line + header)
        except InvalidTag:
            return None


def _nonce(number: int) -> bytes:
    return struct.pack(">IQ", 0, number)


def _derive(name: str, key: bytes, salt: bytes) -> tuple[AESGCM | SM4GCM, bytes]:
    """The cipher with the file's own key, and what tells a wrong key from a damaged file."""
    if name == "sm4-gcm":
        both = HKDF(SM3(), 64, salt, b"guatu backup").derive(key)
        digest = Hash(SM3())
        digest.update(both[32:])
        return SM4GCM(both[:KEY]), digest.finalize()[:16]
    both = HKDF(SHA256(), 64, salt, b"guatu backup").derive(key)
    return AESGCM(both[:32]), hashlib.sha256(both[32:]).digest()[:16]


class Writer(io.RawIOBase):
    """Takes bytes in, and writes frames to `out`. Whole only after `finish()`."""

    def __init__(self, out: IO[bytes], key: bytes | None) -> None:
        salt = os.urandom(32)
        if key is None:
            line = f"{_MAGIC} 1 plain {salt.hex()} -\n".encode()
            self._seal: _Seal = _Hashed(line)
        else:
            version, name = ("2", "sm4-gcm") if settings.GUATU_CIPHER == "sm4" else ("1", "aes-256-gcm")
            cipher, check = _derive(name, key, salt)
            line = f"{_MAGIC} {version} {name} {salt.hex()} {check.hex()}\n".encode()
            self._seal = _Encrypted(line, cipher)
        self._out, self._number, self._buffer = out, 0, bytearray()
        out.write(line)

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        taken = memoryview(data)
        self._buffer += taken
        while len(self._buffer) > _FRAME:
            self._frame(bytes(self._buffer[:_FRAME]), last=False)
            del self._buffer[:_FRAME]
        return int(taken.nbytes)

    def finish(self) -> None:
        self._frame(bytes(self._buffer), last=True)

    def _frame(self, payload: bytes, *, last: bool) -> None:
        header = struct.pack(">I", len(payload) | (_LAST if last else 0))
        self._out.write(header + self._seal.close(self._number, header, payload))
        self._number += 1


class Reader(io.RawIOBase):
    """Gives back what was written, every frame checked before a byte of it is given."""

    def __init__(self, file: IO[bytes], key: bytes | None) -> None:
        line = file.readline(300)
        words = line.decode("ascii", "replace").split()
        if len(words) != 5 or words[0] != _MAGIC or not line.endswith(b"\n"):
            raise BackupError("this is no backup of Guatu: its first line does not say so")
        if words[2] not in FORMATS.get(words[1], ()):
            raise BackupError(
                f"the backup has format {words[1]} with {words[2]}, which this version of Guatu does not read. "
                "Restore it with the version that wrote it"
            )
        self.encrypted = words[2] != "plain"
        if self.encrypted:
            if key is None:
                raise BackupError("the backup is encrypted: name its key with --key-file")
            cipher, check = _derive(words[2], key, _bytes(words[3]))
            if not hmac.compare_digest(check, _bytes(words[4])):
                raise BackupError("this is not the key that the backup was written with (--key-file)")
            self._seal: _Seal = _Encrypted(line, cipher)
            self._overhead = 16
        else:
            if key is not None:
                raise BackupError("the backup is not encrypted, but a key was given; leave --key-file out")
            self._seal, self._overhead = _Hashed(line), _SEAL
        self._file, self._number, self._at = file, 0, len(line)
        self._buffer, self._ended = memoryview(b""), False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._buffer and not self._ended:
            self._next()
        target = memoryview(buffer)
        count = min(len(target), len(self._buffer))
        target[:count] = self._buffer[:count]
        self._buffer = self._buffer[count:]
        return count

    def finish(self) -> None:
        """Read on to the last frame; raises where it is missing or something follows it."""
        while not self._ended:
            self._next()
        if self._file.read(1):
            raise BackupError(f"the backup is damaged: something follows its end (at byte {self._at})")

    def _next(self) -> None:
        header = self._file.read(4)
        length = (struct.unpack(">I", header)[0] if len(header) == 4 else 0) & ~_LAST
        if length > _FRAME:
            raise BackupError(_DAMAGED.format(number=self._number + 1, at=self._at))
        sealed = self._file.read(length + self._overhead)
        if len(header) < 4 or len(sealed) < length + self._overhead:
            raise BackupError(
                f"the backup is cut off: frame {self._number + 1} (at byte {self._at}) is incomplete. "
                "Copy it again, or take an older one"
            )
        payload = self._seal.open(self._number, header, sealed)
        if payload is None:
            raise BackupError(_DAMAGED.format(number=self._number + 1, at=self._at))
        self._ended = bool(header[0] & 0x80)
        self._number += 1
        self._at += 4 + len(sealed)
        self._buffer = memoryview(payload)


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError as error:
        raise BackupError("this is no backup of Guatu: its first line is damaged") from error
