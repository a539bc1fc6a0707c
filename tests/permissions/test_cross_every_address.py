"""Every address × every role × objects of the own unit, of a sibling unit and of another zone: who is let in.

What is expected stands in `matrix/`, a file for each part of the product; `matrix/README.md` says how to read it.
`pytest --renew-matrix tests/permissions` writes it anew, so that a change shows up as a difference to be read. Whoever
a view would learn the same of as of somebody before is not asked again; `--ask-everybody` asks them all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.permissions import table
from tests.permissions.addresses import every_address
from tests.permissions.people import EVERYBODY
from tests.permissions.scene import Scene, scene
from tests.permissions.table import Line

pytestmark = pytest.mark.django_db
SECTIONS = sorted({address.section for address in every_address()})


@pytest.fixture(scope="module")
def crossing(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Scene]:
    """One scene for all: nothing that is asked changes it."""
    in_full = request.config.getoption("--ask-everybody")
    with django_db_blocker.unblock(), scene(tmp_path_factory.mktemp("files"), in_full=in_full) as made:
        yield made


@pytest.mark.parametrize("section", SECTIONS)
def test_who_is_let_in(crossing: Scene, section: str, request: pytest.FixtureRequest) -> None:
    answered = {
        Line(address.name, method, whose): answers
        for address in every_address()
        if address.section == section
        for (method, whose), answers in crossing.cross(address).items()
    }
    if request.config.getoption("--renew-matrix"):
        table.write(section, answered)
        return
    expected = table.read(section)
    nothing, no_line = ("nothing asked",) * len(EVERYBODY), ("a line",) * len(EVERYBODY)
    wrong = [
        f"{line.name} {line.method} {line.whose} {who.name}: {said}, expected {wanted}"
        for line in {**answered, **expected}
        for who, said, wanted in zip(
            EVERYBODY, answered.get(line, nothing), expected.get(line, no_line), strict=True
        )
        if said != wanted
    ]
    assert wrong == []


@pytest.mark.parametrize("section", SECTIONS)
def test_what_is_another_zones_is_not_there(crossing: Scene, section: str) -> None:
    """For nobody is there a difference between another zone's object and none at all."""
    by_route = {address.route: address for address in every_address() if address.section == section}
    assert [fault for address in by_route.values() for fault in crossing.given_away(address)] == []


def test_the_table_has_no_part_that_the_product_lacks() -> None:
    assert table.sections() == {*SECTIONS, "api", "api_acts"}
