"""An object that files can belong to in these tests: a unit, written by those who manage units."""

from collections.abc import Iterator

import pytest

from guatu.attachments import subjects
from guatu.attachments.subjects import SubjectKind, add_subject
from guatu.organization.models import Unit


def unit_as_subject() -> SubjectKind:
    return SubjectKind(
        model=Unit,
        may_see=lambda actor, unit_id: actor.may("projects.view_project", unit_id),
        may_attach=lambda actor, unit: actor.may("organization.manage_units", unit.id),
        about=lambda unit: (unit.zone_id,),
    )


def registered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Within the test, units carry files; afterwards they do not."""
    monkeypatch.setattr(subjects, "_kinds", dict(subjects._kinds))
    add_subject(unit_as_subject())
    yield
