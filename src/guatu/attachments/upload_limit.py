"""A bound on what one request may upload, before any of it is written down."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from guatu.attachments.uploads import MAX_BYTES, MIB
from guatu.attachments.use_cases.attach_file import MAX_FILES

MAX_REQUEST_BYTES = MAX_FILES * MAX_BYTES + 10 * MIB


class LimitedUpload(FileUploadHandler):
    """First of the upload handlers: turns away a request that says it is too big, and one that lies about it."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - Django's own name
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        self.received = 0
        self._check(content_length)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        self._check(self.received)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers after this one make the file."""

    def _check(self, size: int) -> None:
        if size > MAX_REQUEST_BYTES:
            raise RequestDataTooBig(f"a request may carry up to {MAX_REQUEST_BYTES // MIB} MB")
