"""The tree of units, as figures walk it."""

from __future__ import annotations

from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from guatu.figures.asking import UnitTree


@given(st.lists(st.one_of(st.none(), st.integers(0, 30)), max_size=30))
def test_below_and_peers_are_what_a_walk_up_finds(above: list[int | None]) -> None:
    ids = [uuid4() for _one in above]
    parents: dict[UUID, UUID | None] = {
        ids[place]: ids[up % place] if up is not None and place else None for place, up in enumerate(above)
    }
    types = {one: "park" if place % 2 else "town" for place, one in enumerate(ids)}
    tree = UnitTree(parents, types)
    for one in ids:
        assert tree.below(one) == {other for other in ids if one in tree.line(other)}
        assert set(tree.peers(one)) == {other for other in ids if types[other] == types[one]}
    stranger = uuid4()
    assert tree.below(stranger) == {stranger}
    assert not tree.peers(stranger)


def test_thousands_of_units_are_walked_once() -> None:
    """The children of a unit are found without looking at the others: every unit's subtree in one go over the tree."""
    ids = [uuid4() for _number in range(3_000)]
    tree = UnitTree({one: ids[0] if place else None for place, one in enumerate(ids)})
    assert sum(len(tree.below(one)) for one in ids) == 3_000 + 2_999
    assert len(tree._children) == 1
