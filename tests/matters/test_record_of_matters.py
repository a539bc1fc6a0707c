"""The record of a matter names persons, and its fields in the reader's language."""

from __future__ import annotations

import pytest
from django.utils import translation

from guatu.audit.models import Entry
from guatu.audit.selectors import history_of
from guatu.audit.words import in_words
from guatu.matters.models.matter import Matter
from guatu.matters.rules.default_rules import DEFAULT_RULES
from guatu.matters.rules.routing import Route
from guatu.matters.use_cases.choose_matter_rules import choose_matter_rules
from guatu.matters.use_cases.set_dispatch_table import set_dispatch_table
from guatu.organization.selectors import root_unit
from tests.matters.matter_builders import Cast, at, reported_done
from tests.projects.page_builders import signed_in

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


def test_tables_and_rules_stand_in_the_record_in_words(cast: Cast) -> None:
    """What was changed may be a list of lines or a tree of parameters; the history shows it and does not stumble."""
    with at():
        set_dispatch_table(
            actor=cast.office, lines=[Route(1, kind="demand", words=("停电", "供电"), to_unit=cast.bureau.id)]
        )
        choose_matter_rules(actor=cast.office, parameters=DEFAULT_RULES, reason="演练")
    page = signed_in(cast.office).get(f"/z/TZ/organization/units/{root_unit(cast.zone.id).id}/")
    assert page.status_code == 200
    assert "停电, 供电" in page.content.decode()
    entry = Entry.objects.filter(event="matters.rules.chosen").latest("sequence")
    assert any("nearly_due: 0.8" in change.new for change in in_words([entry])[0].changes)
