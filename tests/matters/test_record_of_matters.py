"""The record of a matter names persons, and its fields in the reader's language."""

from __future__ import annotations

import pytest
from django.utils import translation

from guatu.audit.selectors import history_of
from guatu.audit.words import in_words
from guatu.matters.models.matter import Matter
from tests.matters.matter_builders import Cast, at, reported_done

pytestmark = pytest.mark.django_db


def fields_of(matter: Matter) -> dict[str, str]:
    lines = in_words(history_of(matter.id, zone_id=matter.zone_id), matter.id)
    return {change.label: change.new for line in reversed(lines) for change in line.changes}


def test_whoever_signs_and_does_it_is_named(cast: Cast) -> None:
    with at(2, 9):
        matter = reported_done(cast)
    fields = fields_of(matter)
    assert fields["Handler"] == cast.clerk.name
    assert fields["Done by"] == cast.clerk.name
    assert fields["Status"] == "to be verified"


def test_in_chinese(cast: Cast) -> None:
    with at(2, 9):
        matter = reported_done(cast)
    with translation.override("zh-hans"):
        fields = fields_of(matter)
    assert fields["经办人"] == cast.clerk.name
    assert fields["办结人"] == cast.clerk.name
    assert fields["状态"] == "待核查"
