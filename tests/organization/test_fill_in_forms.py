"""The forms of the organisation, as somebody at the office fills them in."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from guatu.accounts.models import User
from guatu.config.roles import ROLES
from guatu.core.clock import today
from guatu.core.models import Zone
from guatu.organization.models import Appointment, Person, Post, TaskForce, Unit
from guatu.organization.roles import ADMINISTRATORS
from guatu.projects.models.project import Project, ProjectDuty
from tests.builders import LONG_AGO, a_zone, the_root
from tests.organization.conftest import OpenAs, Place, a_place


@pytest.fixture
def office(zone: Zone, open_as: OpenAs) -> Client:
    return open_as(zone, "office")


@pytest.fixture
def keeper(zone: Zone, open_as: OpenAs) -> Client:
    return open_as(zone, "system_administrator")


def page(zone: Zone, name: str, *args: object) -> str:
    return reverse(f"organization:{name}", args=[zone.code, *args])


def send(client: Client, url: str, **values: object) -> str:
    """Send the form, expect it to be taken, and return where it leads."""
    response = client.post(url, values)
    assert response.status_code == 302, response.content.decode()
    return str(response.headers["Location"])


def refused(client: Client, url: str, status: int = 422, **values: object) -> str:
    response = client.post(url, values)
    assert response.status_code == status
    return response.content.decode()


def unit_values(unit: Unit, **values: object) -> dict[str, object]:
    now = {
        "name": unit.name,
        "type": unit.type,
        "code": unit.code,
        "order": unit.order,
        "version": unit.version,
    }
    return {**now, **values}


def test_units(zone: Zone, own: Place, sibling: Place, office: Client) -> None:
    there = send(office, page(zone, "unit-create", own.unit.id), name="一村", type="village", order=3)
    village = Unit.objects.get(name="一村")
    assert there == page(zone, "unit", village.id)
    assert village.parent == own.unit
    again = refused(office, page(zone, "unit-create", own.unit.id), name="一村", type="village", order=3)
    assert "There is already a unit “一村”." in again

    send(
        office,
        page(zone, "unit-edit", village.id),
        **unit_values(village, name="一社区", renamed_on="2020-01-01", reason="村改居"),
    )
    shown = office.get(page(zone, "unit", village.id)).content.decode()
    assert "一社区" in shown
    assert "renamed the unit" in shown
    assert "村改居" in shown
    before = office.get(page(zone, "unit", village.id) + "?on=2019-12-31").content.decode()
    assert "<h1>一村</h1>" in before

    stale = refused(
        office, page(zone, "unit-edit", village.id), 409, **unit_values(village, short_name="一", version=1)
    )
    assert "Somebody else has changed this" in stale

    village.refresh_from_db()
    send(
        office,
        page(zone, "unit-move", village.id),
        parent=sibling.unit.id,
        version=village.version,
        reason="划转",
    )
    village.refresh_from_db()
    assert village.parent == sibling.unit
    send(office, page(zone, "unit-alias-add", village.id), name="第一社区", kind="other")
    send(
        office,
        page(zone, "unit-territory-set", village.id),
        kind="statistical",
        code="321171001001",
        name="一社区",
        valid_from="2020-01-01",
    )
    wrong = refused(
        office,
        page(zone, "unit-territory-set", village.id),
        kind="registration",
        code="321171",
        valid_from="2020-01-01",
    )
    assert "code of the statistics bureau" in wrong
    send(office, page(zone, "unit-close", village.id), closed_on="2025-01-01", version=village.version)
    blocked = office.get(page(zone, "unit-close", own.unit.id)).content.decode()
    assert "It cannot be closed yet" in blocked
    refused(
        office, page(zone, "unit-close", own.unit.id), 409, closed_on="2025-01-01", version=own.unit.version
    )


def test_a_unit_of_another_zone_is_not_a_choice(zone: Zone, own: Place, office: Client) -> None:
    elsewhere = the_root(a_zone("OZ", "别的新区"))
    text = refused(
        office, page(zone, "unit-move", own.unit.id), parent=elsewhere.id, version=own.unit.version
    )
    assert "is-invalid" in text
    own.unit.refresh_from_db()
    assert own.unit.parent == the_root(zone)


def offered_roles(page_text: str) -> set[str]:
    return set(re.findall(r'name="roles" value="(\w+)"', page_text))


@pytest.mark.parametrize(
    ("role", "offered"),
    [("office", set(ROLES) - ADMINISTRATORS), ("security_administrator", set(ADMINISTRATORS))],
)
def test_only_roles_that_one_may_give_are_offered(
    zone: Zone, open_as: OpenAs, role: str, offered: set[str]
) -> None:
    client, root = open_as(zone, role), the_root(zone)
    url = page(zone, "post-create", root.id)
    assert offered_roles(client.get(url).content.decode()) == offered
    # Another's role, sent all the same, is a fault of the form; the use case refuses it as well.
    for other in sorted(set(ROLES) - offered):
        text = refused(client, url, title=f"岗位 {other}", order=0, roles=[other])
        assert "is-invalid" in text
    if role == "security_administrator":
        text = refused(client, url, title="无角色", order=0)
        assert "This field is required" in text
    assert not Post.objects.filter(title__startswith="岗位").exists()
    send(client, url, title="新岗位", order=0, roles=[sorted(offered)[0]])
    post = Post.objects.get(title="新岗位")
    text = client.get(page(zone, "post-edit", post.id)).content.decode()
    assert offered_roles(text) == offered


def test_posts_and_people(zone: Zone, own: Place, office: Client) -> None:
    there = send(office, page(zone, "person-register"), name="新来的", mobile="13800000009")
    person = Person.objects.get(name="新来的")
    assert there == page(zone, "person", person.id)
    send(office, page(zone, "person-edit", person.id), name="新来的人", version=person.version)
    send(
        office, page(zone, "post-create", own.unit.id), title="专员", order=2, roles=["clerk", "grid_worker"]
    )
    post = Post.objects.get(title="专员")
    send(
        office,
        page(zone, "person-appoint-to", person.id),
        post=post.id,
        kind="full",
        valid_from="2020-01-01",
        source="〔2020〕3号",
    )
    appointment = Appointment.objects.get(post=post)
    assert (appointment.person, appointment.source) == (person, "〔2020〕3号")
    send(
        office,
        page(zone, "post-edit", post.id),
        title="项目专员",
        order=2,
        roles=["clerk"],
        version=post.version,
    )
    held = office.get(page(zone, "post", post.id)).content.decode()
    assert "Clerk" in held
    assert "新来的人" in held
    again = refused(
        office, page(zone, "person-appoint", post.id), person=person.id, kind="full", valid_from="2021-01-01"
    )
    assert "holds this post on some of these days already" in again
    still = refused(office, page(zone, "post-abolish", post.id), 409, abolished_on="2021-01-01", version=2)
    assert "End the appointment first" in still
    send(
        office,
        page(zone, "appointment-end", appointment.id),
        valid_to="2020-12-31",
        version=appointment.version,
    )
    post.refresh_from_db()
    send(office, page(zone, "post-abolish", post.id), abolished_on="2021-01-01", version=post.version)
    send(office, page(zone, "appointment-withdraw", own.coming.id), reason="改派")


def test_a_holder_is_replaced_and_the_duties_are_handed_over(zone: Zone, own: Place, office: Client) -> None:
    Appointment.objects.filter(id=own.coming.id).delete()
    successor = a_place(zone, "丙园").person
    projects = [Project.objects.create(zone=zone, name=f"项目{n}", unit=own.unit) for n in range(2)]
    for project in projects:
        ProjectDuty.objects.create(
            zone=zone, project=project, role="liaison", person=own.person, valid_from=LONG_AGO
        )
    target = send(
        office,
        page(zone, "holder-replace", own.appointment.id),
        successor=successor.id,
        on=today(),
        kind="full",
        version=own.appointment.version,
    )
    assert target == page(zone, "duties-hand-over", own.person.id) + f"?to={successor.id}"
    form = office.get(target).content.decode()
    assert form.count('name="duties"') == 2
    assert f'<option value="{successor.id}" selected>' in form
    stranded = office.get(page(zone, "stranded")).content.decode()
    assert own.person.name in stranded
    duties = list(ProjectDuty.objects.order_by("project__name"))
    url = page(zone, "duties-hand-over", own.person.id)
    assert "Choose at least one duty." in refused(office, url, to=successor.id, on=today())
    # One first: what is left comes up again. Then the other.
    assert send(office, url, duties=[f"projects:{duties[0].id}"], to=successor.id, on=today()) == url
    last = send(office, url, duties=[f"projects:{duties[1].id}"], to=successor.id, on=today())
    assert last == page(zone, "person", own.person.id)
    assert set(ProjectDuty.objects.filter(valid_to=None).values_list("person_id", flat=True)) == {
        successor.id
    }
    assert own.person.name not in office.get(page(zone, "stranded")).content.decode()
    assert "handed a duty in the project over" in office.get(last).content.decode()


def test_task_forces(zone: Zone, own: Place, sibling: Place, office: Client) -> None:
    send(
        office,
        page(zone, "task-force-form"),
        name="大项目专班",
        unit=the_root(zone).id,
        valid_from="2022-01-01",
        person_1=own.person.id,
        role_1="head",
        person_2=sibling.person.id,
        role_2="member",
        unit_2=sibling.unit.id,
    )
    force = TaskForce.objects.get(name="大项目专班")
    assert [(m.person, m.role, m.unit) for m in force.members.order_by("role")] == [
        (own.person, "head", None),
        (sibling.person, "member", sibling.unit),
    ]
    leaving = force.members.get(person=sibling.person)
    send(office, page(zone, "task-force-members-change", force.id), on="2022-06-01", leaving=[leaving.id])
    nothing = refused(office, page(zone, "task-force-members-change", force.id), on="2022-07-01")
    assert "Choose who joins or who leaves." in nothing
    shown = office.get(page(zone, "task-force", force.id)).content.decode()
    assert "Former members" in shown
    send(office, page(zone, "task-force-disband", force.id), valid_to="2022-12-31", version=force.version)
    assert "Disbanded" in office.get(page(zone, "task-forces")).content.decode()


def test_on_that_date(zone: Zone, own: Place, sibling: Place, office: Client) -> None:
    url = page(zone, "on-date")
    whole = office.get(url, {"on": "2018-06-30"}).content.decode()
    assert own.person.name in whole
    assert sibling.person.name in whole
    one = office.get(url, {"on": "2018-06-30", "unit": own.unit.id}).content.decode()
    table = one[one.index("<tbody>") :]
    assert own.person.name in table
    assert sibling.person.name not in table
    before = office.get(url, {"on": "1999-01-01", "unit": own.unit.id}).content.decode()
    assert own.person.name not in before
    assert "vacant" in before
    assert office.get(url, {"on": "June"}).status_code == 422
    assert office.get(page(zone, "units"), {"on": "June"}).status_code == 422


def test_accounts(zone: Zone, own: Place, office: Client, keeper: Client) -> None:
    url = page(zone, "account-open", own.person.id)
    taken = refused(keeper, url, username="SYSTEM_ADMINISTRATOR")
    assert "is taken" in taken
    answer = keeper.post(url, {"username": "jia"})
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    user = User.objects.get(username="jia")
    assert user.must_change_password
    password = answer.content.decode().split('class="one-time-password">')[1].split("<")[0]
    assert user.check_password(password)
    assert password not in office.get(page(zone, "person", own.person.id)).content.decode()
    refused(keeper, url, 409, username="other")
    send(keeper, page(zone, "account-lock", own.person.id), reason="调离")
    assert not User.objects.get(id=user.id).is_active
    assert "locked" in keeper.get(page(zone, "accounts"), {"accounts": "locked"}).content.decode()
    send(keeper, page(zone, "account-unlock", own.person.id))
    again = keeper.post(page(zone, "password-reset", own.person.id), {"reason": "忘记密码"})
    assert again.status_code == 200
    assert not User.objects.get(id=user.id).check_password(password)
    refused(keeper, page(zone, "second-factors-remove", own.person.id), 409)
    history = office.get(page(zone, "person", own.person.id)).content.decode()
    for said in ("gave an account to the person", "locked the account", "set a new one-time password"):
        assert said in history


def test_everything_is_found_in_the_search_box(zone: Zone, own: Place, office: Client) -> None:
    found = office.get(reverse("search", args=[zone.code]), {"q": "甲园"}).content.decode()
    for url in (
        page(zone, "unit", own.unit.id),
        page(zone, "person", own.person.id),
        page(zone, "task-force", own.force.id),
    ):
        assert url in found
