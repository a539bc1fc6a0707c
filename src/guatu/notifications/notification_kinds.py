"""What groups are told that comes from no other app."""

from django.utils.translation import gettext_lazy as _

from guatu.notifications.kinds import NotificationKind, add_kind

ANNOUNCEMENT = "notifications.announcement"

add_kind(NotificationKind(ANNOUNCEMENT, _("Announcements by hand"), for_groups=True))
