"""Who acts in the name of an object (an enterprise by its link) has that object's own matters in hand, no others."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest

from guatu.core.actor import EnterpriseActor, Party
from guatu.core.errors import NotAllowed
from guatu.matters.choices import Outcome
from guatu.matters.models.matter import Matter
from guatu.matters.selectors.matters import visible_matters
from guatu.matters.use_cases.close_out_matter import close_out_matter
from guatu.matters.use_cases.comment_on_matter import comment_on_matter
from guatu.matters.use_cases.dispatch_matter import dispatch_matter
from guatu.matters.use_cases.raise_matter import Raiser, raise_matter
from guatu.matters.use_cases.rate_matter import rate_matter
from guatu.matters.use_cases.report_matter_done import report_matter_done
from guatu.matters.use_cases.sign_for_matter import sign_for_matter
from guatu.matters.use_cases.verify_matter import verify_matter
from guatu.matters.use_cases.withdraw_matter import withdraw_matter
from guatu.organization.models import Unit
from tests.matters.matter_builders import Cast, a_cast, at, fresh

pytestmark = pytest.mark.usefixtures("units_as_subjects")

NAME = "演示精密机械有限公司"


def link_of(cast: Cast, unit: Unit, *names: str) -> EnterpriseActor:
    return EnterpriseActor(
        name=(names or (NAME,))[0],
        zone_id=cast.zone.id,
        speaks_for=Party(unit.id, frozenset(names or (NAME,))),
        permissions=frozenset({"matters.raise_matter"}),
    )


def raised(cast: Cast, actor: EnterpriseActor, unit: Unit) -> Matter:
    return raise_matter(actor=actor, kind=cast.kind("demand"), title="用电增容", subject=unit)


def as_far_as_verified(cast: Cast, matter: Matter) -> Matter:
    matter = dispatch_matter(actor=cast.office, matter=matter, unit=cast.park)
    matter = sign_for_matter(actor=cast.clerk, matter=matter)
    report_matter_done(actor=cast.clerk, matter=matter, text="已增容。")
    return verify_matter(actor=cast.supervisor, matter=fresh(matter))


def test_its_own_demand_from_raising_to_rating(cast: Cast) -> None:
    link = link_of(cast, cast.park)
    with at():
        matter = raised(cast, link, cast.park)
        assert (matter.raiser_id, matter.raiser_name, matter.lead_unit_id) == (None, NAME, None)
        assert comment_on_matter(actor=link, matter=matter, text="补充：630千伏安。").is_public
        matter = close_out_matter(actor=link, matter=as_far_as_verified(cast, matter), text="确认。")
        assert matter.outcome == Outcome.SOLVED
        assert rate_matter(actor=link, matter=matter, rating="satisfied").rating == "satisfied"


def test_a_former_name_is_still_its_own(cast: Cast) -> None:
    with at():
        matter = raised(cast, link_of(cast, cast.park), cast.park)
        renamed = link_of(cast, cast.park, "演示精密制造股份有限公司", NAME)
        comment_on_matter(actor=renamed, matter=matter, text="公司已更名。")
    assert list(visible_matters(actor=renamed)) == [matter]


ACTS: dict[str, Callable[..., Any]] = {
    "comment": lambda actor, matter: comment_on_matter(actor=actor, matter=matter, text="x"),
    "confirm": lambda actor, matter: close_out_matter(actor=actor, matter=matter),
    "rate": lambda actor, matter: rate_matter(actor=actor, matter=matter, rating="satisfied"),
    "withdraw": lambda actor, matter: withdraw_matter(actor=actor, matter=matter, text="x"),
    "verify": lambda actor, matter: verify_matter(actor=actor, matter=matter),
    "dispatch": lambda actor, matter: dispatch_matter(actor=actor, matter=matter, unit=matter.lead_unit),
    "report done": lambda actor, matter: report_matter_done(actor=actor, matter=matter, text="x"),
}


def test_never_another_ones(cast: Cast) -> None:
    """Raised by another enterprise; by a person about this one; by a rule about this one; in another zone."""
    link, other = link_of(cast, cast.park), link_of(cast, cast.bureau, "演示医疗器械有限公司")
    abroad = a_cast("TW")
    with at():
        cases = [
            raised(cast, other, cast.bureau),
            raise_matter(actor=cast.grid, kind=cast.kind("hazard"), title="消防通道堵塞", subject=cast.park),
            raise_matter(
                actor=cast.office,
                kind=cast.kind("tip"),
                title="夜间噪声",
                subject=cast.park,
                raiser=Raiser("附近居民"),
            ),
            raised(abroad, link_of(abroad, abroad.park), abroad.park),
        ]
        for matter, act in product(cases, ACTS.values()):
            with pytest.raises(NotAllowed):
                act(link, matter)
    assert not visible_matters(actor=link).exists()


def test_not_even_with_its_own_what_others_do(cast: Cast) -> None:
    link = link_of(cast, cast.park)
    with at():
        matter = raised(cast, link, cast.park)
        for act in ("verify", "dispatch", "report done"):
            with pytest.raises(NotAllowed):
                ACTS[act](link, matter)


def test_it_raises_about_itself_in_its_own_name(cast: Cast) -> None:
    link = link_of(cast, cast.park)
    demand = cast.kind("demand")
    for given in (
        {"subject": cast.bureau},
        {"subject": None},
        {"subject": cast.park, "raiser": Raiser("别的公司")},
        {"subject": cast.park, "kind": cast.kind("assignment")},
        {"subject": cast.park, "lead_unit": cast.park},
    ):
        with at(), pytest.raises(NotAllowed):
            raise_matter(actor=link, title="x", **({"kind": demand} | given))  # type: ignore[arg-type]
    assert not Matter.objects.exists()
