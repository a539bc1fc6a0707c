"""`guatu user`."""

import json

import pytest
from click.testing import CliRunner
from django.test import Client

from guatu.accounts.models import User
from guatu.audit.models import Entry
from guatu.cli.user import command
from guatu.core.errors import GuatuError, InvalidInput, Refused
from guatu.organization.models import Appointment, Person, Post
from tests.builders import a_person, a_zone

pytestmark = pytest.mark.django_db


def user(*arguments: str) -> dict[str, str]:
    done = CliRunner().invoke(command, [*arguments, "--json"], catch_exceptions=False)
    assert done.exit_code == 0
    document: dict[str, str] = json.loads(done.stdout)
    return document


def test_the_first_account_of_a_zone_can_sign_in_and_work() -> None:
    zone = a_zone("ZJ")
    said = user("create", "wang", "--person", "王主任", "--role", "office_head", "--title", "项目办主任")
    assert said["post"] == "项目办主任"
    person = Person.objects.get(zone=zone)
    assert (person.name, person.user.username if person.user else "") == ("王主任", "wang")
    client = Client(headers={"accept-language": "en"})
    client.post("/accounts/login/", {"login": "wang", "password": said["one_time_password"]})
    assert client.get("/z/ZJ/organization/").headers["Location"] == "/accounts/password/change/"
    own = "three horses on the hill"
    values = {"oldpassword": said["one_time_password"], "password1": own, "password2": own}
    assert client.post("/accounts/password/change/", values).status_code == 302
    assert client.get("/z/ZJ/organization/").status_code == 200


def test_a_person_on_file_is_found_and_the_post_is_used_again() -> None:
    zone = a_zone()
    person = a_person(zone, "李四")
    user("create", "li", "--person", "李四", "--role", "auditor")
    user("create", "zhao", "--person", "赵六", "--role", "auditor")
    person.refresh_from_db()
    assert person.user is not None
    assert Post.objects.count() == 1
    assert Appointment.objects.count() == 2


def test_an_account_of_another_zone_serves_here_too() -> None:
    here, there = a_zone("AA"), a_zone("BB")
    first = user("create", "wang", "--person", "王五", "--zone", "AA")
    second = user("create", "wang", "--person", "王五", "--zone", "BB")
    assert first["one_time_password"]
    assert second["one_time_password"] is None
    assert User.objects.count() == 1
    assert {p.zone for p in Person.objects.filter(user__username="wang")} == {here, there}


def test_bad_input_leaves_nothing_behind() -> None:
    zone = a_zone()
    user("create", "wang", "--person", "王五", "--role", "office", "--title", "主任")
    a_person(zone, "同名")
    a_person(zone, "同名")
    before = (User.objects.count(), Person.objects.count(), Entry.objects.count())
    cases: list[tuple[tuple[str, ...], type[GuatuError]]] = [
        (("create", "li", "--person", "同名"), InvalidInput),
        (("create", "li", "--person", "李四", "--role", "emperor"), InvalidInput),
        (("create", "li", "--person", "李四", "--role", "auditor", "--title", "主任"), InvalidInput),
        (("create", "bad name", "--person", "李四"), InvalidInput),
        (("create", "WANG", "--person", "李四"), InvalidInput),
        (("create", "li", "--person", "王五"), Refused),
        (("create", "li", "--person", "李四", "--zone", "NO"), InvalidInput),
        (("password", "nobody"), InvalidInput),
    ]
    for arguments, error in cases:
        with pytest.raises(error):
            user(*arguments)
    assert (User.objects.count(), Person.objects.count(), Entry.objects.count()) == before


def test_a_new_password_replaces_the_old() -> None:
    a_zone()
    first = user("create", "wang", "--person", "王五")["one_time_password"]
    second = user("password", "wang")["one_time_password"]
    account = User.objects.get()
    assert account.check_password(second)
    assert not account.check_password(first)
    assert account.must_change_password
    assert Entry.objects.filter(event="organization.account.password_reset").count() == 1
