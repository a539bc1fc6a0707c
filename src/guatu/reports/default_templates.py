"""The templates that a new zone begins with, and may rewrite. Their texts stand in `briefing_texts/`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from guatu.reports.choices import Aim

_FOLDER = Path(__file__).parent / "briefing_texts"


@dataclass(frozen=True, slots=True)
class DefaultTemplate:
    """A shipped template; names and headings are in Chinese, as the documents are."""

    code: str
    name: str
    aim: Aim = Aim.ZONE
    heading: str = ""
    addressee: str = ""

    @property
    def text(self) -> str:
        return (_FOLDER / f"{self.code}.txt").read_text("utf-8")


DEFAULT_TEMPLATES: Sequence[DefaultTemplate] = (
    DefaultTemplate("half_year", "半年报告"),
    DefaultTemplate("monthly_bulletin", "月度通报", heading="督查通报", addressee="各部门、各板块"),
    DefaultTemplate("weekly_pack", "一周推进情况"),
    DefaultTemplate("league_table", "各单位推进排名", heading="工作通报", addressee="各部门、各板块"),
    DefaultTemplate("project_page", "项目情况单页", aim=Aim.PROJECT),
)
