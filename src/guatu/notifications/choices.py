"""States and kinds."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Severity(TextChoices):
    NORMAL = "normal", pgettext_lazy("of a notification", "normal")
    URGENT = "urgent", pgettext_lazy("of a notification", "urgent")


class MailTime(TextChoices):
    """When somebody wants a kind of notification by e-mail."""

    NOW = "now", _("by e-mail at once")
    DIGEST = "digest", _("in the daily digest")
    NEVER = "never", _("here only")


class ChannelKind(TextChoices):
    WECOM = "wecom", _("WeCom")
    DINGTALK = "dingtalk", _("DingTalk")
    FEISHU = "feishu", _("Feishu")


class DeliveryKind(TextChoices):
    MAIL = "mail", pgettext_lazy("of a delivery", "e-mail")
    DIGEST = "digest", _("daily digest")
    ROBOT = "robot", _("group robot")


class DeliveryState(TextChoices):
    WAITING = "waiting", pgettext_lazy("of a delivery", "waiting")
    SENT = "sent", pgettext_lazy("of a delivery", "sent")
    FAILED = "failed", pgettext_lazy("of a delivery", "failed, will be tried again")
    GIVEN_UP = "given_up", pgettext_lazy("of a delivery", "given up")


class SendFault(TextChoices):
    """Why a message did not go out."""

    NO_SERVER = "no_server", _("No mail server is set up.")
    NO_ADDRESS = "no_address", _("There is no e-mail address to send to.")
    UNREACHABLE = "unreachable", _("The other side could not be reached.")
    REFUSED = "refused", _("The other side refused the message.")
    SIGNATURE = (
        "signature",
        _("The signature was not accepted; check the signing secret and this machine's clock."),
    )
    RATE_LIMIT = "rate_limit", _("Too many messages in a short time.")
    BAD_ADDRESS = "bad_address", _("The webhook's address is not one of the known ones.")
    NOT_VISIBLE = "not_visible", _("The receiver may not see any more what it is about.")
    BROKEN = "broken", _("The message could not be put into words; this is a fault of the program.")
    CHANNEL_GONE = "channel_gone", _("The group robot is switched off or was removed.")


# What trying again cannot mend.
LASTING_FAULTS = frozenset(
    {
        SendFault.NO_ADDRESS,
        SendFault.BAD_ADDRESS,
        SendFault.NOT_VISIBLE,
        SendFault.BROKEN,
        SendFault.CHANNEL_GONE,
    }
)
