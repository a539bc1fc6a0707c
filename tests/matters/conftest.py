"""Matters are about units in these tests."""

import pytest

from guatu.matters import subjects
from guatu.matters.subjects import SubjectKind, add_subject
from guatu.organization.models import Unit
from tests.matters.matter_builders import Cast, a_cast


@pytest.fixture
def cast(db: None) -> Cast:
    return a_cast()


@pytest.fixture
def units_as_subjects(monkeypatch: pytest.MonkeyPatch) -> None:
    """Within the test, matters can be about units; afterwards they cannot."""
    monkeypatch.setattr(subjects, "_kinds", dict(subjects._kinds))
    add_subject(
        SubjectKind(
            model=Unit,
            name="unit",
            find=lambda actor, unit_id: Unit.objects.filter(zone_id=actor.zone_id, id=unit_id).first(),
            unit_id=lambda unit: unit.id,
            url_name="organization:unit",
        )
    )
