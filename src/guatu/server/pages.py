"""The ASGI application that serves the pages: Django's, behind what keeps slow clients from holding its threads."""

from guatu.config import wsgi  # sets Django up, without which no model can be imported

# isort: split
from django.conf import settings

from guatu.attachments.upload_limit import MAX_REQUEST_BYTES
from guatu.server.page_threads import PageApplication
from guatu.server.request_bodies import Limits

LIMITS = Limits(
    most=MAX_REQUEST_BYTES,
    most_plain=settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
    together=8 * MAX_REQUEST_BYTES,
)

application = PageApplication(wsgi.application, settings.DATA, LIMITS)
