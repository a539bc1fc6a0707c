"""The ASGI application that streams live updates; it stands beside the pages' WSGI application."""

import os

import django
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guatu.config.settings")
django.setup()

# By name, because it reads models, which exist only after the set-up.
application = import_string("guatu.server.live_stream.LiveApplication")()
