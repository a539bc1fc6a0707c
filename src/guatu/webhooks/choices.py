"""States of deliveries, and why one did not arrive."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class WebhookState(TextChoices):
    WAITING = "waiting", pgettext_lazy("of a delivery", "waiting")
    DELIVERED = "delivered", pgettext_lazy("of a delivery", "delivered")
    FAILED = "failed", pgettext_lazy("of a delivery", "failed, will be tried again")
    GIVEN_UP = "given_up", pgettext_lazy("of a delivery", "given up")


OPEN = (WebhookState.WAITING, WebhookState.FAILED)


class WebhookFault(TextChoices):
    NOT_ALLOWED = "not_allowed", _("The address is not allowed: not https, or in a private network.")
    UNKNOWN_HOST = "unknown_host", _("There is no host of that name.")
    UNREACHABLE = "unreachable", _("The other side could not be reached.")
    REFUSED = "refused", _("The other side did not accept it.")
    SWITCHED_OFF = "switched_off", _("The webhook is switched off or was removed.")
