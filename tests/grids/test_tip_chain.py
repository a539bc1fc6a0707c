"""The chain of tips: helpers and ratios, a tip by link or telephone, the levels it climbs, and the figures."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from guatu.audit.models import Entry
from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.enterprises.tokens import without_tokens
from guatu.grids.models import ChainHelper, Grid, Tip
from guatu.grids.rules.chain import Oddity, Ratios, of_central, of_informant, typical
from guatu.grids.selectors.chain import terms_on
from guatu.grids.use_cases.add_chain_helper import add_chain_helper
from guatu.grids.use_cases.choose_helper_terms import choose_helper_terms
from guatu.grids.use_cases.end_chain_helper import end_chain_helper
from guatu.grids.use_cases.issue_chain_link import issue_chain_link
from guatu.grids.use_cases.raise_tip import MOST_AN_HOUR, raise_tip
from guatu.matters.choices import Receiver
from guatu.matters.kept_kinds import what_raises
from guatu.matters.models.history import LadderStep
from guatu.matters.models.matter import Matter
from guatu.matters.receivers import persons_of
from guatu.matters.tasks import ring_ladders
from guatu.organization.models import Person
from tests.attachments.files import photo
from tests.builders import console
from tests.grids.grid_builders import a_grid, a_worker
from tests.matters.matter_builders import Cast, a_cast, at
from tests.projects.page_builders import signed_in

DAY = date(2018, 7, 2)


@given(st.none() | st.integers(0, 200), st.booleans())
def test_an_informant_is_odd_exactly_outside_the_ratios(households: int | None, has_central: bool) -> None:
    found = of_informant(households, has_central, Ratios())
    assert (Oddity.NO_CENTRAL in found) == (not has_central)
    usual = households is not None and 20 <= households <= 35
    assert bool(set(found) - {Oddity.NO_CENTRAL}) == (not usual)


@given(st.integers(0, 50))
def test_a_central_household_has_two_to_five(informants: int) -> None:
    assert bool(of_central(informants, Ratios())) == (not 2 <= informants <= 5)


@given(st.lists(st.timedeltas(timedelta(0), timedelta(days=400)), max_size=20))
def test_the_typical_time_lies_between_the_shortest_and_the_longest(times: list[timedelta]) -> None:
    found = typical(times)
    assert (found is None) == (not times)
    if found is not None:
        slack = timedelta(milliseconds=1)
        assert min(times) - slack <= found <= max(times) + slack


@pytest.mark.django_db
@pytest.mark.usefixtures("file_storage")
class TestChain:
    @pytest.fixture(autouse=True)
    def _monday(self, db: None) -> Any:
        with at():
            yield

    @pytest.fixture
    def cast(self, db: None) -> Cast:
        return a_cast()

    @pytest.fixture
    def grid(self, cast: Cast) -> Grid:
        grid = a_grid(cast.zone, unit=cast.park, households=60)
        a_worker(grid, Person.objects.get(id=cast.grid.person_id))
        return grid

    def helper(self, cast: Cast, grid: Grid, level: str = "informant", **values: Any) -> ChainHelper:
        given = {"name": "李四", "phone": "13800000000", "valid_from": DAY} | values
        return add_chain_helper(actor=cast.office, grid=grid, level=level, **given)

    def test_names_and_numbers_stay_out_of_the_record(self, cast: Cast, grid: Grid) -> None:
        central = self.helper(cast, grid, "central", name="王五")
        informant = self.helper(cast, grid, above=central, households=25)
        end_chain_helper(actor=cast.office, helper=informant, valid_to=DAY, reason="搬迁")
        told = " ".join(
            f"{e.subject_label}{e.changes}{e.data}"
            for e in Entry.objects.filter(event__contains="chain_helper")
        )
        assert "李四" not in told
        assert "13800000000" not in told
        with pytest.raises(Refused):
            end_chain_helper(actor=cast.office, helper=informant, valid_to=DAY)

    @pytest.mark.parametrize(
        ("values", "place"),
        [
            ({"name": " "}, "name"),
            ({"phone": "call me"}, "phone"),
            ({"level": "king"}, "level"),
            ({"valid_from": date(2017, 1, 1)}, "valid_from"),
        ],
    )
    def test_faults_of_a_helper(self, cast: Cast, grid: Grid, values: dict[str, Any], place: str) -> None:
        with pytest.raises(InvalidInput) as error:
            self.helper(cast, grid, **values)
        assert error.value.faults[0].place == place
        assert not ChainHelper.objects.exists()

    def test_a_central_household_stands_in_its_own_grid(self, cast: Cast, grid: Grid) -> None:
        other = a_grid(cast.zone, "G2", 1, unit=cast.park)
        central = self.helper(cast, other, "central")
        with pytest.raises(InvalidInput):
            self.helper(cast, grid, above=central)
        with pytest.raises(InvalidInput):
            self.helper(cast, other, "central", above=central)
        with pytest.raises(NotAllowed):
            add_chain_helper(actor=cast.clerk, grid=grid, level="central", name="王五", valid_from=DAY)

    def test_ratios_are_versions(self, cast: Cast, grid: Grid) -> None:
        assert terms_on(cast.zone.id, DAY) == Ratios(20, 35, 2, 5)
        chosen = choose_helper_terms(actor=cast.office, ratios=Ratios(10, 15, 1, 2), reason="2024年方案")
        assert chosen.number == 1
        assert terms_on(cast.zone.id, DAY) == Ratios(10, 15, 1, 2)
        later = DAY + timedelta(days=30)
        choose_helper_terms(actor=cast.office, ratios=Ratios(20, 30, 2, 5), in_force_from=later)
        assert terms_on(cast.zone.id, DAY) == Ratios(10, 15, 1, 2)
        assert terms_on(cast.zone.id, later) == Ratios(20, 30, 2, 5)
        with pytest.raises(InvalidInput):
            choose_helper_terms(actor=cast.office, ratios=Ratios(10, 5, 0, 2))
        with pytest.raises(NotAllowed):
            choose_helper_terms(actor=cast.clerk, ratios=Ratios())

    def test_a_tip_by_link_goes_to_the_grids_unit(self, cast: Cast, grid: Grid) -> None:
        helper = self.helper(cast, grid, households=25)
        token = issue_chain_link(actor=cast.office, helper=helper)
        client, url = Client(headers={"accept-language": "en"}), f"/t/{token}/"
        page = client.get(url)
        assert page["Cache-Control"] == "private, no-store"
        assert "Raise a tip" in page.content.decode()
        assert client.post(url, {"title": ""}).status_code == 422
        sent = {"title": "路灯不亮", "idempotency_key": str(uuid4()), "files": [photo()]}
        assert client.post(url, sent).status_code == 302
        assert client.post(url, sent | {"files": [photo()]}).status_code == 302
        matter = Matter.objects.get()
        assert (matter.kind.code, matter.source, matter.raiser_name) == ("tip", "informant", "李四")
        assert (matter.lead_unit_id, matter.status) == (cast.park.id, "dispatched")
        assert Tip.objects.get().matter_id == matter.id
        assert "路灯不亮" in client.get(url).content.decode()
        assert token not in without_tokens(f"GET {url}")

    def test_a_link_that_was_replaced_or_ended_opens_nothing(self, cast: Cast, grid: Grid) -> None:
        helper = self.helper(cast, grid)
        first = issue_chain_link(actor=cast.office, helper=helper)
        second = issue_chain_link(actor=cast.office, helper=helper)
        client = Client()
        assert client.get(f"/t/{first}/").status_code == 404
        assert client.get(f"/t/{second}/").status_code == 200
        assert client.get(f"/t/{second[:-1]}/").status_code == 404
        with at(day=3, month=8):
            assert client.get(f"/t/{second}/").status_code == 200
        end_chain_helper(actor=cast.office, helper=helper, valid_to=DAY)
        assert client.get(f"/t/{second}/").status_code == 404
        with pytest.raises(Refused):
            raise_tip(actor=console(cast.zone), helper=helper, title="路灯不亮")

    def test_a_link_that_went_astray_floods_nobody(self, cast: Cast, grid: Grid) -> None:
        helper = self.helper(cast, grid)
        for number in range(MOST_AN_HOUR):
            raise_tip(actor=cast.clerk, helper=helper, title=f"线索{number}")
        with pytest.raises(Refused) as error:
            raise_tip(actor=cast.clerk, helper=helper, title="再一条")
        assert error.value.code == "too_many"
        with at(hour=11):
            raise_tip(actor=cast.clerk, helper=helper, title="再一条")

    def test_it_climbs_level_by_level(self, cast: Cast, grid: Grid) -> None:
        person = Person.objects.get(id=cast.bureau_clerk.person_id)
        central = self.helper(cast, grid, "central", name="王五", person=person)
        matter = raise_tip(actor=cast.clerk, helper=self.helper(cast, grid, above=central), title="路灯不亮")
        assert persons_of([Receiver.CENTRAL], matter) == [person.id]
        assert persons_of([Receiver.GRID], matter) == [cast.grid.person_id]
        with at(day=6, hour=17):
            ring_ladders([cast.zone])
        steps = list(LadderStep.objects.order_by("rung").values_list("told", flat=True))
        assert [told[0] for told in steps[:4]] == ["central", "grid", "unit", "department"]
        alone = raise_tip(actor=cast.clerk, helper=self.helper(cast, grid, name="赵六"), title="井盖缺失")
        assert persons_of([Receiver.CENTRAL], alone) == [cast.grid.person_id]

    def test_the_kind_stays(self, cast: Cast) -> None:
        assert what_raises("tip")

    def test_figures_and_pages(self, cast: Cast, grid: Grid) -> None:
        a_grid(cast.zone, "G2", 1, unit=cast.park, households=40)
        office = signed_in(cast.office)
        here = f"/z/TZ/grids/{grid.id}/chain/"
        assert "Nobody in the chain yet" in office.get(here).content.decode()
        sent = {"level": "central", "name": "王五", "valid_from": "2018-07-02"}
        assert office.post(f"{here}new/", sent).status_code == 302
        central = ChainHelper.objects.get()
        sent |= {"level": "informant", "name": "李四", "above": str(central.id), "households": "50"}
        assert office.post(f"{here}new/", sent).status_code == 302
        informant = ChainHelper.objects.get(level="informant")
        page = office.get("/z/TZ/grids/chain/").content.decode()
        for words in (
            "households looked after: 50 of 100",
            "more households than is usual",
            "fewer informants than is usual",
            "no informant at all",
        ):
            assert words in page, words
        issued = office.post(f"/z/TZ/grids/chain/{informant.id}/link/")
        assert "/t/TZ." in issued.content.decode()
        assert issued["Cache-Control"] == "no-store"
        clerk = signed_in(cast.clerk)
        tip = f"/z/TZ/grids/chain/{informant.id}/tip/"
        assert clerk.get(tip).status_code == 200
        assert clerk.post(tip, {"title": "污水外溢"}).status_code == 302
        matter = Matter.objects.get()
        assert matter.source == "hotline"
        assert matter.number in office.get(here).content.decode()
        assert clerk.get("/z/TZ/grids/chain/ratios/").status_code == 403
        ratios = {
            "households_least": "40",
            "households_most": "60",
            "informants_least": "1",
            "informants_most": "3",
            "in_force_from": "2018-07-02",
        }
        assert office.post("/z/TZ/grids/chain/ratios/", ratios).status_code == 302
        page = office.get("/z/TZ/grids/chain/").content.decode()
        assert "than is usual" not in page
        assert (
            office.post(f"/z/TZ/grids/chain/{informant.id}/end/", {"valid_to": "2018-07-02"}).status_code
            == 302
        )
        assert signed_in(a_cast("OZ").office).get(here.replace("TZ", "OZ")).status_code == 404
