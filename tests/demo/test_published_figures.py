"""Every number of three published articles: counted from records, handed on as entered, or told to be none."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
from click.testing import CliRunner
from django.apps import apps
from django.conf import settings
from django.test import TestCase, override_settings
from django.utils import translation

from guatu.cli.briefing import command
from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.demo.danyang import load_danyang
from guatu.demo.published import Outcome, Published, published
from guatu.demo.zhenjiang import load_zhenjiang
from guatu.figures.asking import Wanted, where_of
from guatu.figures.evaluating import evaluate, rows_behind
from guatu.reports.choices import BriefingState
from guatu.reports.models import Briefing, BriefingTemplate
from guatu.reports.rules.typed_numbers import typed_numbers
from guatu.reports.writing.compose import compose
from guatu.reports.writing.word import write_document
from tests.builders import console

ROOT = Path(__file__).resolve().parents[2]
ROWS = published()
TOLD = [row for row in ROWS if row.outcome is not Outcome.NOT_A_FIGURE]
FIGURES = [row for row in TOLD if not row.is_text]
ARTICLES = {"S0": 46, "S1": 22, "S2": 83}


def test_every_number_of_the_articles_is_there_once() -> None:
    ids = [row.id for row in ROWS]
    assert ids == [f"{article}-{n:03}" for article, most in ARTICLES.items() for n in range(1, most + 1)]
    assert Counter(row.zone for row in TOLD) == {"DY": 69, "ZJ": 33}


def test_what_is_no_figure_says_why_and_what_is_one_says_which() -> None:
    for row in ROWS:
        asked = (row.zone, row.figure, row.period, row.print)
        if row.outcome is Outcome.NOT_A_FIGURE:
            assert row.note, row.id
            assert not any(asked), row.id
        else:
            assert all(asked), row.id
        is_entered = row.figure.startswith("indicators.") or row.is_text
        assert (row.outcome is Outcome.REPORTED) == is_entered, row.id


def test_the_page_of_the_documentation_is_the_generated_one() -> None:
    tool = ROOT / "tools" / "published_figures.py"
    assert subprocess.run([sys.executable, tool, "check"], check=False).returncode == 0


@override_settings(
    STORAGES={**settings.STORAGES, "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}},
    PASSWORD_HASHERS=["tests.passwords.QuickArgon2"],
)
class TestPublishedFigures(TestCase):
    """Both zones are loaded once, and nothing changes them."""

    zones: dict[str, Zone]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.zones = {"DY": load_danyang(), "ZJ": load_zhenjiang()}

    def test_every_figure_prints_what_was_published(self) -> None:
        for code, zone in self.zones.items():
            rows = [row for row in FIGURES if row.zone == code]
            text = "\n\n".join(row.tag for row in rows)
            composed = compose(text, Period.parse("2018H1"), actor=console(zone), zone=zone)
            told = {row.id: one.text for row, one in zip(rows, composed.bound, strict=True)}
            assert told == {row.id: row.print for row in rows}

    def test_every_counted_figure_opens_to_its_rows(self) -> None:
        for row in FIGURES:
            zone = self.zones[row.zone]
            actor, wanted = console(zone), _wanted(row)
            reading = evaluate([wanted], actor=actor, zone=zone)[wanted]
            parts = rows_behind(wanted, actor=actor, zone=zone)
            assert parts, row.id
            assert all(one.label for _figure, rows in parts for one in rows), row.id
            if row.outcome is Outcome.REPORTED:
                assert reading.source, row.id
            else:
                assert reading.value, row.id
                assert all(rows for _figure, rows in parts), row.id

    def test_numbers_in_texts_stand_in_the_records(self) -> None:
        for row in TOLD:
            if not row.is_text:
                continue
            app, model, field = row.figure.split(".")
            name = row.where["project"]
            by = {"name": name} if model == "Project" else {"project__name": name}
            found = apps.get_model(app, model)._default_manager.filter(zone=self.zones[row.zone], **by)
            assert any(row.print in getattr(one, field) for one in found), row.id

    def test_the_half_year_report_binds_every_number_of_its_article(self) -> None:
        zone = self.zones["DY"]
        template = BriefingTemplate.objects.get(zone=zone, code="half_year")
        composed = compose(template.text, Period.parse("2018H1"), actor=console(zone), zone=zone)
        bound = {(one.reading.wanted, one.text) for one in composed.bound}
        asked = {row.id: (_wanted(row), row.print) for row in FIGURES if row.article == "S2"}
        assert {key for key, one in asked.items() if one not in bound} == set()
        assert typed_numbers(composed.blocks) == []
        with translation.override("zh-hans"):
            document = docx.Document(BytesIO(write_document(composed.blocks, title=composed.title)))
        assert composed.title == "丹阳经济开发区2018年上半年经济运行和重点项目推进情况报告"
        assert len(document.tables) == 2

    def test_the_command_lists_them(self) -> None:
        with TemporaryDirectory() as folder:
            target = Path(folder) / "x.docx"
            given = ["half_year", "--period", "2018H1", "--zone", "DY", "-o", str(target), "--json"]
            outcome = CliRunner().invoke(command, given, catch_exceptions=False)
            assert target.stat().st_size > 10_000
        told = {(one["name"], one["printed"]) for one in json.loads(outcome.stdout)["figures"]}
        assert {(row.figure, row.print) for row in FIGURES if row.article == "S2"} <= told

    def test_shipped_templates_fill_in_for_both_zones(self) -> None:
        months = {"DY": ("2018H1", "2018M06", "2018W26"), "ZJ": ("2023H1", "2023M07", "2023W31")}
        for name, (half, month, week) in months.items():
            zone = self.zones[name]
            codes = {"half_year": half, "monthly_bulletin": month, "weekly_pack": week, "league_table": month}
            for code, period in codes.items():
                template = BriefingTemplate.objects.get(zone=zone, code=code)
                composed = compose(template.text, Period.parse(period), actor=console(zone), zone=zone)
                assert composed.bound, (zone.code, code)
                assert typed_numbers(composed.blocks) == [], (zone.code, code)

    def test_one_briefing_is_issued_and_one_is_a_draft(self) -> None:
        told = Briefing.objects.filter(zone=self.zones["DY"]).values_list("template__code", "state")
        assert set(told) == {("monthly_bulletin", BriefingState.ISSUED), ("half_year", BriefingState.DRAFT)}


def _wanted(row: Published) -> Wanted:
    return Wanted(row.figure, Period.parse(row.period), None, where_of(row.where))
