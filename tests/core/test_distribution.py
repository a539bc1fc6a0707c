"""Which table goes where on a cluster: decided without one."""

import pytest

from guatu.core.citus import shapes
from guatu.core.distribution import Misplaced, Place, TableShape, moves, places
from guatu.core.zoned_keys import zoned_models


def shape(name: str, distribution: str | None = None, *refers_to: str) -> TableShape:
    return TableShape(name, distribution, frozenset(refers_to))


CITY = [
    shape("milestone", "distributed", "zone", "project"),
    shape("project", "distributed", "zone", "unit"),
    shape("unit", "reference", "zone", "unit", "person"),
    shape("person", "reference", "zone", "account"),
    shape("zone", None, "zone"),
    shape("account", None, "language"),
    shape("language"),
    shape("address", None, "account"),
    shape("session"),
]


def test_a_table_without_a_zone_is_copied_where_zoned_ones_lead_to_it() -> None:
    assert places(CITY) == {
        "milestone": Place.DISTRIBUTED,
        "project": Place.DISTRIBUTED,
        "unit": Place.REFERENCE,
        "person": Place.REFERENCE,
        "zone": Place.REFERENCE,
        "account": Place.REFERENCE,
        "language": Place.REFERENCE,
        "address": Place.LOCAL,
        "session": Place.LOCAL,
    }


def test_copies_are_made_first_and_what_is_referred_to_before_what_refers() -> None:
    order = [name for name, _place in moves(CITY, {})]
    assert order == ["language", "account", "zone", "person", "unit", "project", "milestone"]


def test_what_lies_in_its_place_is_left_there() -> None:
    standing = dict(places(CITY))
    assert moves(CITY, standing) == []
    del standing["milestone"]
    assert moves(CITY, standing) == [("milestone", Place.DISTRIBUTED)]
    # A table of a new migration refers to a copied one, so that Citus knows it as a local one already.
    assert moves(CITY, standing | {"milestone": Place.LOCAL}) == [("milestone", Place.DISTRIBUTED)]


def test_a_copy_does_not_refer_to_what_is_spread() -> None:
    with pytest.raises(Misplaced, match="unit is copied to every node and refers to project"):
        places([shape("unit", "reference", "project"), shape("project", "distributed")])


def test_what_lies_elsewhere_is_not_moved_by_itself() -> None:
    with pytest.raises(Misplaced, match=r"project is reference and should be distributed"):
        moves(CITY, {"project": Place.REFERENCE})


def test_references_in_a_circle_have_an_order_all_the_same() -> None:
    circle = [shape("a", "distributed", "b"), shape("b", "distributed", "a")]
    assert sorted(name for name, _place in moves(circle, {})) == ["a", "b"]


def test_the_tables_of_the_program_can_be_placed() -> None:
    zoned = {m._meta.db_table: m.distribution for m in zoned_models()}
    every = shapes({*zoned, "core_zone", "core_pulse", "accounts_user", "account_emailaddress"})
    found = places(every)
    assert {name: str(found[name]) for name in zoned} == zoned
    rest = {name: place for name, place in found.items() if name not in zoned}
    assert rest == {
        "core_zone": Place.REFERENCE,
        "accounts_user": Place.REFERENCE,
        "core_pulse": Place.LOCAL,
        "account_emailaddress": Place.LOCAL,
    }
