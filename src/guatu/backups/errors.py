"""What can go wrong with a backup."""

from guatu.core.errors import GuatuError


class BackupError(GuatuError):
    """The backup cannot be written, read or restored; the message names the place and what to do."""

    code = "backup"
