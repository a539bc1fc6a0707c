"""Files in a bucket of Amazon S3, or of a server that speaks its language.

Nothing in the bucket is public: what people open is read by the application, which asks first who may see it.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

from guatu.core.errors import FilesUnavailable

_IN_MEMORY = 2 << 20  # bytes of a file that is being read; more of it lies in a temporary file
_REFUSALS = {
    "NoSuchBucket": "does not exist",
    "AccessDenied": "refuses these keys",
    "InvalidAccessKeyId": "does not know GUATU_S3_KEY_ID",
    "SignatureDoesNotMatch": "refuses GUATU_S3_SECRET_KEY",
    "403": "refuses these keys",
}


class S3Files(S3Storage):  # type: ignore[misc]
    """Django's storage over one bucket. A file that is there is never written over. What the bucket does not do is
    `FilesUnavailable`, which names it; a file that is not there is `FileNotFoundError`."""

    def __init__(self, **options: Any) -> None:
        config = Config(
            s3={"addressing_style": options.get("addressing_style", "path")},
            signature_version="s3v4",
            connect_timeout=5,
            read_timeout=30,
            retries={"mode": "standard", "total_max_attempts": 2},
            # Sums that only Amazon's own servers know; each row has a sum of ours.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        super().__init__(**{"client_config": config, "file_overwrite": False, **options})

    @property
    def where(self) -> str:
        """The bucket, as people are told of it."""
        folder = f"{self.bucket_name}/{self.location}" if self.location else self.bucket_name
        return f"bucket {folder} at {self.endpoint_url or 'Amazon S3'}"

    def open_to_anybody(self, name: str) -> bool:
        """Whether somebody without keys can read the file of that name, or the list of files."""
        client: Any = self.unsigned_connection.meta.client
        key = self._normalize_name(clean_name(name))
        asks: tuple[Callable[[], Any], ...] = (
            lambda: client.head_object(Bucket=self.bucket_name, Key=key),
            lambda: client.list_objects_v2(Bucket=self.bucket_name, MaxKeys=1),
        )
        for ask in asks:
            try:
                ask()
            except ClientError:
                continue
            except BotoCoreError as error:
                raise FilesUnavailable(f"{self.where} cannot be reached: {_plain(error)}") from error
            return True
        return False

    def exists(self, name: str) -> bool:
        with self._asked():
            found: bool = super().exists(name)
        return found

    def size(self, name: str) -> int:
        with self._asked():
            size: int = super().size(name)
        return size

    def delete(self, name: str) -> None:
        with self._asked():
            super().delete(name)

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with self._asked():
            found: tuple[list[str], list[str]] = super().listdir(name)
        return found

    def _save(self, name: str, content: Any) -> str:
        with self._asked():
            saved: str = super()._save(name, content)
        return saved

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        """All of the file, so that whoever reads it meets no error halfway."""
        key = self._normalize_name(clean_name(name))
        file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 – the caller's to close
        try:
            with self._asked():
                body = self.connection.meta.client.get_object(Bucket=self.bucket_name, Key=key)["Body"]
                shutil.copyfileobj(body, file)
        except BaseException:
            file.close()
            raise
        file.seek(0)
        return File(file, name)

    @contextmanager
    def _asked(self) -> Iterator[None]:
        try:
            yield
        except ClientError as error:
            code = error.response.get("Error", {}).get("Code", "")
            if code in {"NoSuchKey", "404"}:
                raise FileNotFoundError(f"{self.where} has no such file") from error
            raise FilesUnavailable(f"{self.where} {_REFUSALS.get(code, f'answers {code}')}") from error
        except Boto3Error as error:
            raise FilesUnavailable(f"{self.where} {_refusal(error)}") from error
        except BotoCoreError as error:
            raise FilesUnavailable(f"{self.where} cannot be reached: {_plain(error)}") from error


def _refusal(error: Boto3Error) -> str:
    """Why an upload failed: boto3 keeps the answer as the error before it."""
    cause = error.__context__
    if isinstance(cause, ClientError):
        code = cause.response.get("Error", {}).get("Code", "")
        return _REFUSALS.get(code, f"answers {code}")
    return f"cannot be reached: {_plain(cause or error)}"


def _plain(error: BaseException) -> str:
    return str(error).removesuffix(".")
