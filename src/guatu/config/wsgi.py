"""The WSGI application that the web server runs."""

import os

from django.core.wsgi import get_wsgi_application

from guatu.config.whole_answers import in_one_piece

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guatu.config.settings")

application = in_one_piece(get_wsgi_application())
