"""What somebody changes about their own signing in, on record; with real commits, since some of it follows them."""

import re

from django.core.cache import cache
from django.test import Client

from guatu.audit.models import Entry
from tests.accounts.test_add_second_factor import code_of
from tests.builders import a_zone, an_actor

PASSWORD, NEW = "a long enough password", "three horses on the hill"


def test_what_one_changes_about_signing_in_is_on_record(committed_db: None) -> None:
    cache.clear()
    zone = a_zone()
    an_actor(zone, "clerk", username="user")
    browser = Client(headers={"accept-language": "en"})
    browser.post("/accounts/login/", {"login": "user", "password": PASSWORD})
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = browser.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'class="secret">(\w+)<', page)
    assert secret is not None
    browser.post("/accounts/2fa/totp/activate/", {"code": code_of(secret[1])})
    browser.post("/accounts/2fa/totp/deactivate/")
    browser.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    rows = Entry.objects.filter(zone=zone).order_by("sequence")
    said = [(e.event.removeprefix("organization."), e.data["way"]) for e in rows if "way" in e.data]
    assert said == [
        ("session.begun", "password"),
        ("factor.added", "totp"),
        ("factor.removed", "totp"),
        ("password.changed", ""),
    ]
