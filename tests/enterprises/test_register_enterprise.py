"""The register: who may, what is checked, names that stay known, contacts that are masked, the end."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from guatu.audit.models import Entry
from guatu.core.errors import InvalidInput, NotAllowed, NotFound, StaleVersion
from guatu.enterprises.details import EnterpriseDetails
from guatu.enterprises.models.enterprise import Contact, Enterprise, EnterpriseName
from guatu.enterprises.models.visits import Visit
from guatu.enterprises.selectors.enterprises import contacts_of, get_enterprise, visible_enterprises
from guatu.enterprises.use_cases.add_contact import add_contact
from guatu.enterprises.use_cases.close_enterprise import close_enterprise
from guatu.enterprises.use_cases.edit_contact import edit_contact
from guatu.enterprises.use_cases.edit_enterprise import edit_enterprise
from guatu.enterprises.use_cases.register_enterprise import register_enterprise
from guatu.enterprises.use_cases.remove_contact import remove_contact
from guatu.organization.duties import open_duties, provider_named
from guatu.organization.models import Person
from guatu.organization.places import PlaceAnswer, add_place_resolver, remove_place_resolver
from guatu.organization.unit_blockers import blockers_of
from tests.builders import an_actor
from tests.enterprises.enterprise_builders import NAME, a_code, a_visit, an_enterprise
from tests.matters.matter_builders import Cast, a_cast


def test_the_entry_is_kept_and_recorded(cast: Cast) -> None:
    details = EnterpriseDetails(NAME, cast.park, credit_code=f" {a_code(1).lower()} ", industry_code="c36")
    enterprise = register_enterprise(actor=cast.office, details=details)
    assert (enterprise.credit_code, enterprise.industry_code) == (a_code(1), "C36")
    entry = Entry.objects.get(event="enterprises.enterprise.registered")
    assert (entry.subject_id, entry.actor_name) == (enterprise.id, "TZ-office")
    assert "1 enterprise" in blockers_of(cast.park)


def test_every_fault_stands_at_its_field(cast: Cast) -> None:
    an_enterprise(cast, credit_code=a_code(1))
    details = EnterpriseDetails(
        NAME, cast.park, credit_code=a_code(1), industry_code="99", longitude=Decimal(119)
    )
    with pytest.raises(InvalidInput) as error:
        register_enterprise(actor=cast.office, details=details)
    assert {f.place for f in error.value.faults} == {"name", "credit_code", "industry_code", "longitude"}


def test_others_do_not_register(cast: Cast) -> None:
    for actor in (cast.clerk, cast.grid, cast.supervisor, cast.leader):
        with pytest.raises(NotAllowed):
            register_enterprise(actor=actor, details=EnterpriseDetails(NAME, cast.park))


def test_an_office_of_a_park_registers_only_there(cast: Cast) -> None:
    office = an_actor(cast.zone, "office", unit=cast.park, username="park-office")
    register_enterprise(actor=office, details=EnterpriseDetails(NAME, cast.park))
    with pytest.raises(NotAllowed):
        register_enterprise(actor=office, details=EnterpriseDetails("另一家", cast.bureau))


def test_the_grid_of_its_place_stands_in_the_entry(cast: Cast) -> None:
    grid = uuid4()

    def resolver(zone_id: object, lon: float, lat: float, on: date) -> PlaceAnswer:
        return PlaceAnswer(cast.park.id, None, grid, "高新01网格", "")

    add_place_resolver(resolver)
    try:
        enterprise = an_enterprise(cast, longitude=Decimal("119.58"), latitude=Decimal("32.01"))
    finally:
        remove_place_resolver(resolver)
    assert (enterprise.grid_id, enterprise.grid_label) == (grid, "高新01网格")


def test_a_former_name_stays_known_and_a_slip_does_not(cast: Cast, enterprise: Enterprise) -> None:
    new = EnterpriseDetails("演示精密制造有限公司", cast.park)
    edit_enterprise(actor=cast.office, enterprise=enterprise, details=new, renamed_on=date(2018, 6, 1))
    former = EnterpriseName.objects.get(enterprise=enterprise)
    assert (former.name, former.valid_to) == (NAME, date(2018, 5, 31))
    again = EnterpriseDetails("演示精密制造有限责任公司", cast.park)
    edit_enterprise(actor=cast.office, enterprise=enterprise, details=again, was_misspelt=True)
    assert EnterpriseName.objects.filter(enterprise=enterprise).count() == 1


def test_who_comes_second_does_not_overwrite(cast: Cast, enterprise: Enterprise) -> None:
    stale = Enterprise.objects.get(id=enterprise.id)
    edit_enterprise(actor=cast.office, enterprise=enterprise, details=EnterpriseDetails("甲", cast.park))
    with pytest.raises(StaleVersion):
        edit_enterprise(actor=cast.office, enterprise=stale, details=EnterpriseDetails("乙", cast.park))


def test_contacts_are_masked_for_those_without_the_power(cast: Cast, enterprise: Enterprise) -> None:
    contact = add_contact(
        actor=cast.clerk, enterprise=enterprise, name="王小明", role="总经理", phone="13812345678"
    )
    shown = contacts_of(enterprise, actor=cast.supervisor)[0]
    assert (shown.name, shown.phone, shown.is_masked) == ("王**", "138****5678", True)
    assert contacts_of(enterprise, actor=cast.clerk)[0].phone == "13812345678"
    edit_contact(actor=cast.clerk, contact=contact, name="王小明", role="总经理", phone="13900000000")
    remove_contact(actor=cast.clerk, contact=contact)
    assert not Contact.objects.exists()
    for entry in Entry.objects.filter(event__startswith="enterprises.contact"):
        told = f"{entry.changes} {entry.data} {entry.subject_label}"
        assert "王" not in told
        assert "12345678" not in told  # three digits may stand in an identifier by chance
    with pytest.raises(NotAllowed):
        add_contact(actor=cast.bureau_clerk, enterprise=enterprise, name="李四")


def test_the_register_is_the_zones_and_nobody_elses(cast: Cast, enterprise: Enterprise) -> None:
    auditor = an_actor(cast.zone, "auditor", username="auditor")
    abroad = a_cast("TW")
    assert visible_enterprises(actor=cast.bureau_clerk).count() == 1
    for actor in (auditor, abroad.office):
        with pytest.raises(NotFound):
            get_enterprise(enterprise.id, actor=actor)


def test_closing_cancels_what_was_planned(cast: Cast, enterprise: Enterprise) -> None:
    visit = a_visit(cast, enterprise, date(2018, 7, 9))
    with pytest.raises(InvalidInput):
        close_enterprise(actor=cast.office, enterprise=enterprise, on=date(2018, 7, 3), reason="")
    close_enterprise(actor=cast.office, enterprise=enterprise, on=date(2018, 7, 2), reason="注销。")
    assert enterprise.is_closed
    assert Visit.objects.get(id=visit.id).status == "cancelled"


def test_a_liaison_is_handed_over_with_other_duties(cast: Cast) -> None:
    first = Person.objects.get(id=cast.clerk.person_id)
    second = Person.objects.get(id=cast.grid.person_id)
    enterprise = an_enterprise(cast, liaison=first)
    duties = [d for d in open_duties(actor=cast.office, person_ids=[first.id]) if d.provider == "enterprises"]
    assert [(d.subject, d.since) for d in duties] == [(NAME, date(2018, 7, 2))]
    provider = provider_named("enterprises")
    assert provider is not None
    provider.hand_over(duties[0].id, actor=cast.office, to=second, on=date(2018, 7, 2), reason="调离")
    enterprise.refresh_from_db()
    assert enterprise.liaison_id == second.id
