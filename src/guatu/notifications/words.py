"""What is said of a message on its way."""

from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from guatu.notifications.models import Delivery


def on_its_way(delivery: Delivery) -> str:
    """That the group hears of it now, or when the quiet hours end."""
    channel, at = delivery.channel, delivery.next_attempt_at
    name = channel.name if channel is not None else ""
    if at is None or at <= delivery.created_at:
        return _("“%s” is being told.") % name
    moment = formats.date_format(localtime(at), "DATETIME_FORMAT")
    return _("“%(group)s” is told on %(moment)s, when its quiet hours end.") % {
        "group": name,
        "moment": moment,
    }
