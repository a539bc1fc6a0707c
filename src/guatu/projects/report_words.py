"""What a group reads of a progress report."""

from django.utils.translation import gettext_noop

from guatu.notifications.messages import Message
from guatu.projects.models.progress import ProgressReport

# So much of the text: a robot's message is short, and the link leads to the rest.
_MOST = 300


def report_message(report: ProgressReport) -> Message:
    """Project, day, how far it has come where that is known, and the beginning of the text on one line."""
    text = " ".join(report.text.split())
    params = {
        "project": report.project.name,
        "day": report.day,
        "text": text if len(text) <= _MOST else f"{text[:_MOST]}…",
    }
    if report.share is None:
        return Message(gettext_noop("%(project)s on %(day)s: %(text)s"), params)
    params["share"] = f"{round(report.share * 100)}%"
    return Message(gettext_noop("%(project)s on %(day)s, %(share)s done: %(text)s"), params)
