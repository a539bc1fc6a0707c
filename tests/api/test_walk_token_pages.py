"""The pages of one's own tokens, and the page that says what a program can do."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from guatu.accounts.models import User
from guatu.api.models import ApiToken
from guatu.config.roles import ROLES
from guatu.core.clock import today
from guatu.core.models import Zone
from guatu.organization.power_texts import POWER_TEXTS
from tests.api.clients import a_program, problem
from tests.builders import a_zone, an_actor

pytestmark = pytest.mark.django_db
PAGE = "/z/TZ/api-tokens/"


@pytest.fixture
def zone() -> Zone:
    return a_zone()


def signed_in(zone: Zone, role: str = "office") -> Client:
    an_actor(zone, role)
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(User.objects.get(username=role))
    return client


def issued(client: Client, **values: object) -> str:
    """Send the form and read the token off the page that follows."""
    given = {"label": "wall display", "expires_on": today() + timedelta(days=9), "carries": "reading"}
    answer = client.post(f"{PAGE}issue/", given | values)
    assert answer.status_code == 200, answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    found = re.search(r"<textarea[^>]*>(TZ\.[^<]+)</textarea>", answer.content.decode())
    assert found is not None
    return found[1]


def test_issued_shown_once_used_and_taken_back(zone: Zone) -> None:
    client = signed_in(zone)
    assert "No program acts in your name" in client.get(PAGE).content.decode()
    assert "Reading only" in client.get(f"{PAGE}issue/").content.decode()
    secret = issued(client)
    program = a_program(secret)
    powers = program.get("/api/v1/token").json()["powers"]
    assert "projects.view_project" in powers
    assert all(".view_" in name for name in powers)
    page = client.get(PAGE).content.decode()
    assert "wall display" in page
    assert secret not in page
    token = ApiToken.objects.get()
    assert client.post(f"{PAGE}{token.id}/withdraw/").status_code == 302
    problem(program.get("/api/v1/token"), 401, "bad_token")
    assert "withdrawn" in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}{token.id}/withdraw/").status_code == 409


def test_everything_or_what_is_chosen(zone: Zone) -> None:
    client = signed_in(zone)
    chosen = a_program(issued(client, carries="chosen", powers=["matters.raise_matter"]))
    assert chosen.get("/api/v1/token").json()["powers"] == ["matters.raise_matter"]
    everything = a_program(issued(client, carries="all"))
    assert "projects.edit_project" in everything.get("/api/v1/token").json()["powers"]


def test_powers_are_told_in_words_by_what_they_are_about(zone: Zone) -> None:
    client = signed_in(zone)
    page = client.get(f"{PAGE}issue/").content.decode()
    assert "Raise matters <code>matters.raise_matter</code>" in page
    assert re.search(
        r"Projects and plans.*See projects and plans <code>.*Change projects <code>", page, re.DOTALL
    )
    issued(client, carries="chosen", powers=["matters.raise_matter", "zones.view_zone"])
    told = client.get(PAGE).content.decode()
    assert told.index("Matters</h3>") < told.index("Raise matters") < told.index("Figures across zones</h3>")
    chinese = client.get(f"{PAGE}issue/", headers={"Accept-Language": "zh-CN"}).content.decode()
    assert "提出事项 <code>matters.raise_matter</code>" in chinese


def test_every_power_of_a_role_has_its_own_words() -> None:
    carried = set().union(*ROLES.values())
    assert POWER_TEXTS.keys() == carried
    assert len({str(text) for text in POWER_TEXTS.values()}) == len(carried)


def test_what_is_wrong_stands_in_the_form_again(zone: Zone) -> None:
    client = signed_in(zone)
    form = {"label": "", "expires_on": today() + timedelta(days=400), "carries": "chosen"}
    answer = client.post(f"{PAGE}issue/", form | {"powers": ["accounts.manage_users"]})
    assert answer.status_code == 422
    answer = client.post(f"{PAGE}issue/", form | {"label": "x"})
    assert "within a year" in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_nobody_sees_or_takes_back_another_s(zone: Zone) -> None:
    issued(signed_in(zone))
    other = signed_in(zone, "leader")
    assert "wall display" not in other.get(PAGE).content.decode()
    assert other.post(f"{PAGE}{ApiToken.objects.get().id}/withdraw/").status_code == 404
    assert Client().get(PAGE).status_code == 302


def test_what_a_program_can_do_is_told_without_foreign_code(zone: Zone) -> None:
    page = Client(headers={"Accept-Language": "en"}).get("/api/v1/docs")
    assert page.status_code == 200
    text = page.content.decode()
    assert "/api/v1/projects/file-progress-report" in text
    assert not re.search(r"""(src|href)=["']https?://""", text)
    part = Client().get("/api/v1/docs/projects").content.decode()
    assert "POST /api/v1/projects/create-project" in part
    assert "total_investment" in part
    problem(Client().get("/api/v1/docs/nothing"), 404, "not_found")
