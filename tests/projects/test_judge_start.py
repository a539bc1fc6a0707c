"""What counts as the start of construction."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.projects.choices import ProjectType, StartKind
from guatu.projects.rules.start_of_construction import NEVER_A_START, photo_doubt, refusal, starts_of

DAY = date(2018, 6, 30)


@given(st.sampled_from(list(ProjectType)), st.sampled_from(list(StartKind)))
def test_a_kind_counts_or_has_a_reason_why_not(project_type: ProjectType, kind: StartKind) -> None:
    assert (refusal(kind, project_type) is None) == (kind in starts_of(project_type))


@pytest.mark.parametrize("kind", [StartKind.LEVELLING, StartKind.TEMPORARY, StartKind.CEREMONY])
@pytest.mark.parametrize("project_type", list(ProjectType))
def test_levelling_temporary_works_and_ceremonies_never_count(
    kind: StartKind, project_type: ProjectType
) -> None:
    assert kind in NEVER_A_START
    assert refusal(kind, project_type) == "never"


def test_equipment_is_the_start_of_a_pure_purchase_alone() -> None:
    assert refusal(StartKind.EQUIPMENT, ProjectType.EQUIPMENT) is None
    assert refusal(StartKind.EQUIPMENT, ProjectType.UPGRADE) == "builds"
    assert refusal(StartKind.PILING, ProjectType.EQUIPMENT) == "buys_only"


@pytest.mark.parametrize(
    ("days", "doubt"), [(None, "undated"), (-1, "before"), (0, None), (7, None), (8, "later")]
)
def test_photos_of_another_day_draw_attention(days: int | None, doubt: str | None) -> None:
    taken = None if days is None else DAY + timedelta(days=days)
    assert photo_doubt(DAY, taken) == doubt
