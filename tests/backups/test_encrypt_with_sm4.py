"""Backups encrypted with SM4, and read whatever the setting says."""

import io
from typing import Any

import pytest

from guatu.backups.container import Reader, Writer
from guatu.backups.errors import BackupError

KEY, OTHER = b"k" * 32, b"j" * 32
CONTENT = bytes(range(256)) * 9000  # three frames


def written(key: bytes | None) -> bytes:
    out = io.BytesIO()
    writer = Writer(out, key)
    writer.write(CONTENT)
    writer.finish()
    return out.getvalue()


def read(data: bytes, key: bytes | None) -> bytes:
    reader = Reader(io.BytesIO(data), key)
    content = reader.read()
    reader.finish()
    return content


def test_both_are_read_whatever_the_setting_says(settings: Any) -> None:
    files = {}
    for cipher in ("aes", "sm4"):
        settings.GUATU_CIPHER = cipher
        files[cipher] = written(KEY)
    assert files["aes"].startswith(b"guatu-backup 1 aes-256-gcm ")
    assert files["sm4"].startswith(b"guatu-backup 2 sm4-gcm ")
    for cipher in ("aes", "sm4"):
        settings.GUATU_CIPHER = cipher
        assert [read(data, KEY) for data in files.values()] == [CONTENT, CONTENT]
    assert read(written(None), None) == CONTENT


def test_damage_another_key_and_another_cipher_are_refused(settings: Any) -> None:
    settings.GUATU_CIPHER = "sm4"
    data = written(KEY)
    for at in (len(data) // 2, len(data) - 1):
        with pytest.raises(BackupError, match="damaged: frame"):
            read(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :], KEY)
    with pytest.raises(BackupError, match="cut off"):
        read(data[:-1], KEY)
    with pytest.raises(BackupError, match="not the key"):
        read(data, OTHER)
    with pytest.raises(BackupError, match="encrypted: name its key"):
        read(data, None)
    with pytest.raises(BackupError, match="format 2 with aes-256-gcm"):
        read(data.replace(b"sm4-gcm", b"aes-256-gcm", 1), KEY)
