"""Apply a drafted notice: its days count from now on, and the open dates that hang on them move."""

from django.utils.translation import gettext as _

from guatu.calendars.choices import NoticeStatus
from guatu.calendars.in_force import put_in_force
from guatu.calendars.models import Notice
from guatu.calendars.policies import may_apply_notice
from guatu.calendars.previews import NoticePreview, preview_notice
from guatu.core.actor import Actor
from guatu.core.errors import Refused
from guatu.core.use_case import use_case


@use_case(may=may_apply_notice)
def apply_notice(*, actor: Actor, notice: Notice, previewed: str) -> NoticePreview:
    """Apply `notice` and move exactly the open dates of its preview, whose `digest` is `previewed`.

    Raises `Refused` where the notice has been applied, or where the preview would look different by now: then
    it has to be looked at again.
    """
    if notice.status != NoticeStatus.DRAFT:
        raise Refused(_("This notice has been applied already."))
    preview = preview_notice(notice.id, actor=actor)
    if preview.digest != previewed:
        raise Refused(_("Other dates would move by now. Look at the preview again, then apply."))
    put_in_force(notice, preview, actor=actor)
    return preview
