"""The pages of grids as people use them."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from guatu.accounts.models import User
from guatu.core.actor import Actor
from guatu.core.clock import frozen_at
from guatu.core.models import Zone
from guatu.grids.choices import GridType, WorkerRole
from guatu.grids.models import Grid, GridBoundary, GridImport, GridObject, GridWorker, Substitute, ZoneOutline
from guatu.grids.rules.datum import gcj02_from_cgcs2000
from guatu.grids.rules.geojson import read_grids
from guatu.grids.use_cases.name_substitute import name_substitute
from guatu.organization.models import Appointment, Person
from guatu.organization.use_cases.end_appointment import end_appointment
from guatu.projects.models.project import Project
from tests.builders import a_person, a_unit, a_zone, an_actor, console, the_root
from tests.grids.grid_builders import DAY, NOON, a_grid, a_worker, middle, rectangle, square
from tests.grids.test_read_geojson import a_file, feature

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_storage")]


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with frozen_at(NOON):
        yield


@pytest.fixture
def zone() -> Zone:
    return a_zone()


def signed_in(actor: Actor, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(User.objects.get(id=actor.user_id))
    return client


@pytest.fixture
def office(zone: Zone) -> Client:
    return signed_in(an_actor(zone, "office"))


def url(name: str, zone: Zone, *args: object, query: str = "") -> str:
    return reverse(f"grids:{name}", args=[zone.code, *args]) + query


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def typed(boundary: dict[str, Any]) -> str:
    return "\n".join(f"{lon}, {lat}" for lon, lat in boundary["coordinates"][0][:-1])


class TestGrids:
    def test_empty_says_what_to_do(self, zone: Zone, office: Client) -> None:
        page = text_of(office, url("grids", zone))
        assert "No grids yet" in page
        assert url("import", zone) in page
        assert "No grids yet" in text_of(office, url("map", zone))
        assert "Everything is in order" in text_of(office, url("report", zone))
        reader = text_of(signed_in(an_actor(zone, "leader")), url("grids", zone))
        assert url("import", zone) not in reader

    def test_drawn_listed_and_on_the_map(self, zone: Zone, office: Client) -> None:
        form = {"code": "S1", "name": "第一网格", "unit": str(the_root(zone).id), "opened_on": "2018-01-01"}
        new = url("grid-define", zone, query="?type=enterprise")
        answer = office.post(new, form | {"boundary": "119.6"})
        assert answer.status_code == 422
        assert "expected “longitude, latitude” in line 1: 119.6" in answer.content.decode()
        answer = office.post(new, form | {"boundary": typed(square())}, follow=True)
        grid = Grid.objects.get()
        assert (grid.type, answer.redirect_chain[-1][0]) == ("enterprise", url("grid", zone, grid.id))
        page = answer.content.decode()
        assert "Say now who works there" in page
        assert "Nobody answers for this grid today" in page
        page = text_of(office, url("grids", zone, query="?type=enterprise&q=第一"))
        assert "第一网格" in page
        assert "nobody" in page
        assert "No grid by this choice" in text_of(office, url("grids", zone, query="?type=social"))
        page = text_of(office, url("map", zone))
        assert 'class="grid-shape grid-enterprise"' in page
        assert f'href="{url("grid", zone, grid.id)}"' in page
        assert 'data-per-lon="' in page

    def test_edited_redrawn_and_closed(self, zone: Zone, office: Client) -> None:
        grid = a_grid(zone)
        edit = url("grid-edit", zone, grid.id)
        form = office.get(edit).context["form"].initial | {"name": "新名", "households": ""}
        assert office.post(edit, form).status_code == 302
        again = office.post(edit, form | {"name": "另一名"})
        assert again.status_code == 409
        redraw = url("grid-redraw", zone, grid.id)
        page = text_of(office, redraw)
        assert "119.6, 32.0" in page
        assert 'data-pen="id_boundary"' in page
        answer = office.post(
            redraw, {"on": "2018-07-01", "boundary": typed(square(1)), "reason": "调整"}, follow=True
        )
        assert "Boundaries" in answer.content.decode()
        assert GridBoundary.objects.get(valid_to=None).geometry == square(1)
        close = url("grid-close", zone, grid.id)
        assert office.post(close, {"closed_on": "2018-07-02", "reason": ""}).status_code == 422
        answer = office.post(close, {"closed_on": "2018-07-02", "reason": "合并"}, follow=True)
        assert "closed on 2 Jul 2018" in answer.content.decode()
        assert "No grids yet" in text_of(office, url("grids", zone))

    def test_who_may_open_which_page(self, zone: Zone) -> None:
        grid = a_grid(zone)
        worker = a_worker(grid, a_person(zone))
        changing = [
            url("grid-define", zone), url("import", zone), url("zone-outline-draw", zone), url("object-place", zone),
            url("grid-edit", zone, grid.id), url("grid-redraw", zone, grid.id), url("grid-close", zone, grid.id),
            url("grid-worker-assign", zone, grid.id), url("grid-worker-end", zone, worker.id),
            url("substitute-name", zone, worker.id), url("object-place-in", zone, grid.id),
        ]  # fmt: skip
        reading = [url(name, zone) for name in ("grids", "map", "report", "who", "export")]
        for role, may_read, may_change in (
            ("office", 200, 200), ("leader", 200, 403), ("clerk", 200, 403), ("grid_worker", 403, None),
            ("auditor", 403, None),
        ):  # fmt: skip
            client = signed_in(an_actor(zone, role))
            for address in reading:
                assert client.get(address).status_code == may_read, (role, address)
            assert client.get(url("grid", zone, grid.id)).status_code == (200 if may_read == 200 else 404)
            for address in changing:
                expected = {may_change} if may_change else {403, 404}
                assert client.get(address).status_code in expected, (role, address)
            assert client.get(url("mine", zone)).status_code == 200

    def test_budgets(self, zone: Zone, office: Client, django_assert_max_num_queries: Any) -> None:
        for number in range(12):
            grid = a_grid(zone, f"G{number}", number)
            a_worker(grid, a_person(zone, f"人{number}"))
        for address, budget in (
            (url("grids", zone), 22),
            (url("map", zone), 22),
            (url("report", zone), 26),
            (url("grid", zone, grid.id), 26),
            (url("export", zone), 17),
        ):
            with django_assert_max_num_queries(budget):
                text_of(office, address)


class TestPeople:
    def test_assigned_on_leave_and_back(self, zone: Zone, office: Client) -> None:
        grid = a_grid(zone)
        one, two = a_person(zone, "甲"), a_person(zone, "乙")
        assign = url("grid-worker-assign", zone, grid.id)
        answer = office.post(
            assign, {"person": str(one.id), "role": "worker", "valid_from": "2018-02-01"}, follow=True
        )
        page = answer.content.decode()
        assert "甲 is grid worker of “网格G1”." in page
        assert "甲 answers today" in page
        worker = GridWorker.objects.get()
        name = url("substitute-name", zone, worker.id)
        leave = {
            "person": str(two.id),
            "valid_from": "2018-06-25",
            "valid_to": "2018-07-13",
            "reason": "年休",
        }
        assert office.post(name, leave | {"person": str(one.id)}).status_code == 422
        page = office.post(name, leave, follow=True).content.decode()
        assert "乙 answers today" in page
        assert "甲 is on leave and 乙 stands in" in page
        substitute = Substitute.objects.get()
        end = url("substitute-end", zone, substitute.id)
        form = office.get(end).context["form"].initial
        assert (
            "甲 answers today"
            in office.post(end, form | {"valid_to": "2018-07-01"}, follow=True).content.decode()
        )
        end = url("grid-worker-end", zone, worker.id)
        form = office.get(end).context["form"].initial
        assert office.post(end, form | {"valid_to": "2018-07-01"}).status_code == 302
        assert "Nobody answers for this grid today" in text_of(office, url("grid", zone, grid.id))

    def test_my_grids_on_a_phone(self, zone: Zone) -> None:
        actor = an_actor(zone, "grid_worker", unit=a_unit(zone, "东园"))
        client = signed_in(actor)
        assert "You work in no grid today" in text_of(client, url("mine", zone))
        me = Person.objects.get(id=actor.person_id)
        a_worker(a_grid(zone), me)
        away = a_worker(a_grid(zone, "G2", 1), a_person(zone, "甲"))
        name_substitute(
            actor=console(zone), worker=away, person=me, valid_from=DAY, valid_to=date(2018, 7, 9)
        )
        page = text_of(client, url("mine", zone))
        assert "You are the grid worker since 1 Jan 2018." in page
        assert "You stand in for 甲 until 9 Jul 2018." in page
        assert page.count('class="grid-sheet"') == 2
        assert url("mine", zone) in page
        assert url("grids", zone) + '"' not in page

    def test_work_comes_up_when_somebody_leaves(self, zone: Zone, office: Client) -> None:
        person = a_person(zone, "甲")
        a_worker(a_grid(zone), person)
        page = text_of(office, reverse("organization:person", args=[zone.code, person.id]))
        assert "网格G1" in page
        assert "grid worker" in page

    def test_found_by_the_search(self, zone: Zone, office: Client) -> None:
        grid = a_grid(zone)
        page = text_of(office, reverse("search", args=[zone.code]) + "?q=网格G1")
        assert url("grid", zone, grid.id) in page


class TestPlaces:
    def test_who_answers_where_also_by_a_web_map(self, zone: Zone, office: Client) -> None:
        grid = a_grid(zone, column=0, boundary=rectangle(119.6, 32.0, 119.601, 32.001))
        a_worker(grid, a_person(zone, "甲"))
        lon, lat = gcj02_from_cgcs2000(119.6005, 32.0005)
        asked = f"?lon={lon:.6f}&lat={lat:.6f}&on=2018-07-02&datum="
        page = text_of(office, url("who", zone, query=asked + "gcj02"))
        assert "119.600500, 32.000500 on 2 Jul 2018" in page
        assert "The place lies in 网格G1; 甲 is the grid worker." in page
        assert "网格G1" not in text_of(office, url("who", zone, query=asked + "cgcs2000"))
        text_of(office, url("who", zone, query="?lon=119&datum=gcj02"), 422)
        text_of(office, url("who", zone, query="?lon=x&lat=32&datum=gcj02"), 422)

    def test_a_project_is_put_into_a_grid_and_taken_out(self, zone: Zone, office: Client) -> None:
        grid = a_grid(zone, type=GridType.PROJECT)
        project = Project.objects.create(zone=zone, unit=the_root(zone), name="新能源")
        report = text_of(office, url("report", zone))
        label = Project._meta.label_lower
        assert f"{url('object-place', zone)}?subject={label}:{project.id}" in report
        place = url("object-place-in", zone, grid.id)
        lon, lat = middle()
        form = {
            "subject": f"{label}:{project.id}",
            "lon": lon,
            "lat": lat,
            "datum": "cgcs2000",
            "on": "2018-07-02",
        }
        assert office.post(place, form | {"grid": str(grid.id)}).status_code == 422
        page = office.post(place, form, follow=True).content.decode()
        assert "“新能源” belongs to “网格G1”." in page
        assert reverse("projects:project", args=[zone.code, project.id]) in page
        assert "Without a grid" not in text_of(office, url("report", zone))
        placed = GridObject.objects.get()
        remove = url("object-remove", zone, placed.id)
        values = office.get(remove).context["form"].initial
        assert office.post(remove, values).status_code == 302
        assert office.post(remove, values).status_code in (409, 412)
        assert "Nothing belongs to it yet" in text_of(office, url("grid", zone, grid.id))

    def test_the_report_names_what_is_not_in_order(self, zone: Zone, office: Client) -> None:
        one, two = a_grid(zone, "G1", households=90), a_grid(zone, "G2", 0.8)
        for name in ("甲", "乙"):
            a_worker(one, a_person(zone, name), WorkerRole.LEADER)
        a_worker(one, a_person(zone, "丙"), WorkerRole.INFORMANT)
        outline = {"boundary": typed(rectangle(119.6, 32.0, 119.62, 32.01)), "reason": ""}
        assert office.post(url("zone-outline-draw", zone), outline).status_code == 302
        assert ZoneOutline.objects.count() == 1
        page = text_of(office, url("report", zone))
        for words in (
            "Overlaps: social grid",
            "Gaps: social grid",
            "Several leaders",
            "90 households, 1 helper",
        ):
            assert words in page
        report = office.get(url("report", zone)).context["report"]
        assert report.without_worker == [two]
        (ground,) = report.types
        assert (len(ground.overlaps), len(ground.gaps), len(ground.outside)) == (1, 1, 0)
        assert float(ground.gaps[0].area) == pytest.approx(float(ground.overlaps[0].area), rel=0.001)


class TestFiles:
    def test_looked_at_imported_and_exported_again(self, zone: Zone, office: Client) -> None:
        content = a_file(feature("A1"), feature("A2", square(1), type="项目", households=3))
        file = SimpleUploadedFile("网格.geojson", content)
        answer = office.post(url("import", zone), {"file": file}, follow=True)
        page = answer.content.decode()
        assert "What would change" in page
        assert 'class="grid-shape grid-project"' in page
        assert not Grid.objects.exists()
        upload = GridImport.objects.get()
        page = office.post(url("import-commit", zone, upload.id), follow=True).content.decode()
        assert "Imported: 2 new, 0 changed, 0 as they were." in page
        assert office.post(url("import-commit", zone, upload.id)).status_code == 409
        exported = office.get(url("export", zone))
        assert exported["Content-Type"] == "application/geo+json"
        read, first = read_grids(exported.content), read_grids(content)
        assert [(d.code, d.name, d.type, d.boundary) for d in read.drafts] == [
            (d.code, d.name, d.type, d.boundary) for d in first.drafts
        ]
        plain = json.loads(office.get(url("export", zone) + "?crs=wgs84").content)
        assert set(plain) == {"type", "features"}
        assert [f["properties"]["code"] for f in plain["features"]] == ["A1", "A2"]
        again = office.post(
            url("import", zone), {"file": SimpleUploadedFile("g.json", exported.content)}, follow=True
        )
        assert "There is nothing to import" in again.content.decode()

    def test_faults_stand_at_their_feature(self, zone: Zone, office: Client) -> None:
        file = SimpleUploadedFile("g.geojson", a_file(feature("A1", unit="别处"), feature("A2", type="街")))
        answer = office.post(url("import", zone), {"file": file}, follow=True)
        page = answer.content.decode()
        assert "features[0].properties.unit" in page
        assert "features[1].properties.type" in page
        assert "Import all of it" not in page
        upload = GridImport.objects.get()
        assert office.post(url("import-commit", zone, upload.id)).status_code == 422
        bad = office.post(url("import", zone), {"file": SimpleUploadedFile("g.json", b"{")})
        assert bad.status_code == 422
        assert "expected JSON" in bad.content.decode()


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_every_page_is_drawn_in_both_languages(zone: Zone, language: str) -> None:
    grid = a_grid(zone)
    worker = a_worker(grid, a_person(zone, "甲"))
    client = signed_in(an_actor(zone, "office_head"), language)
    for address in (
        url("grids", zone), url("map", zone), url("report", zone), url("mine", zone), url("who", zone),
        url("import", zone), url("grid-define", zone), url("grid", zone, grid.id), url("grid-edit", zone, grid.id),
        url("grid-redraw", zone, grid.id), url("grid-close", zone, grid.id), url("zone-outline-draw", zone),
        url("grid-worker-assign", zone, grid.id), url("grid-worker-end", zone, worker.id),
        url("substitute-name", zone, worker.id), url("object-place", zone),
    ):  # fmt: skip
        assert "<h1>" in text_of(client, address)


def test_appointments_end_with_grid_work_listed(zone: Zone) -> None:
    """Whoever leaves a post and works in a grid is told to hand that over."""
    actor = an_actor(zone, "clerk", username="leaving")
    person = Person.objects.get(id=actor.person_id)
    a_worker(a_grid(zone), person)
    left = end_appointment(
        actor=console(zone), appointment=Appointment.objects.get(person=person), valid_to=DAY
    )
    assert [duty.subject for duty in left] == ["网格G1"]
