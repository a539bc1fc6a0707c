"""How a message leaves the house."""

from guatu.notifications.choices import SendFault


class NotSent(Exception):
    """The message did not go out: why, and what the other side said (without keys)."""

    def __init__(self, fault: SendFault, detail: str = "") -> None:
        self.fault = fault
        self.detail = detail
        super().__init__(fault, detail)
