"""The order of an agenda."""

from datetime import date
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from guatu.meetings.choices import ItemKind
from guatu.meetings.rules.agenda import Candidate, in_order, lateness, merged

kinds = st.sampled_from(list(ItemKind))
RANK = list(ItemKind)


def a_candidate(kind: ItemKind, title: str, *pressing: int, id: UUID | None = None) -> Candidate:
    return Candidate(kind, ("t", id or uuid4()), title, pressing)


def test_promises_first_the_latest_of_all_before_the_others() -> None:
    today = date(2018, 7, 9)
    found = in_order(
        [
            a_candidate(ItemKind.YELLOW, "黄"),
            a_candidate(ItemKind.PROMISE, "未到期", *lateness(date(2018, 7, 13), today)),
            a_candidate(ItemKind.PROMISE, "逾期1天", *lateness(date(2018, 7, 8), today)),
            a_candidate(ItemKind.PROMISE, "逾期9天", *lateness(date(2018, 6, 30), today)),
            a_candidate(ItemKind.RED, "红"),
            a_candidate(ItemKind.HELP, "会办"),
            a_candidate(ItemKind.MATTER, "到期"),
        ]
    )
    assert [c.title for c in found] == ["逾期9天", "逾期1天", "未到期", "红", "到期", "会办", "黄"]


def test_a_subject_stands_once_where_it_comes_first() -> None:
    same = uuid4()
    found = in_order(
        [a_candidate(ItemKind.MATTER, "x", id=same), a_candidate(ItemKind.PROMISE, "x", id=same)]
    )
    assert [c.kind for c in found] == [ItemKind.PROMISE]


@given(st.lists(kinds), st.lists(kinds))
def test_what_stands_keeps_its_order_and_all_new_ones_come_in(
    standing: list[ItemKind], new: list[ItemKind]
) -> None:
    new.sort(key=RANK.index)
    whole = merged([k.value for k in standing], [k.value for k in new])
    assert [at for is_new, at in whole if not is_new] == list(range(len(standing)))
    assert [at for is_new, at in whole if is_new] == list(range(len(new)))


@given(st.lists(kinds), st.lists(kinds))
def test_an_agenda_that_nobody_arranged_stays_in_the_order_of_the_meeting(
    standing: list[ItemKind], new: list[ItemKind]
) -> None:
    standing.sort(key=RANK.index)
    new.sort(key=RANK.index)
    whole = merged([k.value for k in standing], [k.value for k in new])
    ranks = [RANK.index(new[at] if is_new else standing[at]) for is_new, at in whole]
    assert ranks == sorted(ranks)
