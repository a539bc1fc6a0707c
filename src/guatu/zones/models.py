"""Rankings of the zones below, as they were published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from guatu.core.clock import now
from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.core.zoned import ZonedModel, ZoneForeignKey
from guatu.leagues.choices import WhyUnranked
from guatu.leagues.rules.book import Book, from_json


class ZoneRanking(ZonedModel):
    """A ranking of the zones below, published by the zone it belongs to. Nothing in it changes any more, whatever
    becomes of the facts. `as_of`: the moment at which the figures were read."""

    append_only = True

    title = models.CharField(_("title"), max_length=80)
    period = models.CharField(_("period"), max_length=16)
    definition = models.JSONField(_("rules"), default=dict)
    # Criterion → its figure's label and formula in words, by language, as they were.
    formulas = models.JSONField(_("formulas"), default=dict)
    as_of = models.DateTimeField(_("as of"), default=now)
    published_on = models.DateField(_("published on"))
    published_by = models.CharField(_("published by"), max_length=80)
    corrects = ZoneForeignKey(
        "self", models.PROTECT, related_name="corrected_by", null=True, blank=True, verbose_name=_("corrects")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "corrects"], name="zones_ranking_corrected_once")
        ]
        ordering = ["-as_of"]
        verbose_name = _("ranking of zones")

    def __str__(self) -> str:
        return f"{self.title} · {self.period_label}"

    @property
    def period_label(self) -> str:
        return Period.parse(self.period).label

    @property
    def book(self) -> Book:
        return from_json(self.definition)

    def words_of(self, key: str) -> Mapping[str, str]:
        """What a criterion's figure was called (`label`) and how it was worked out (`words`), in the reader's own
        language."""
        language = "zh-hans" if (get_language() or "").startswith("zh") else "en"
        words: Mapping[str, str] = self.formulas.get(key, {}).get(language, {"label": "", "words": ""})
        return words


class RankingWithdrawal(ZonedModel):
    """That a published ranking was withdrawn, and why. What it said stays."""

    append_only = True

    ranking = ZoneForeignKey(ZoneRanking, models.PROTECT, related_name="withdrawals")
    withdrawn_on = models.DateField(_("withdrawn on"))
    withdrawn_by = models.CharField(_("withdrawn by"), max_length=80)
    reason = models.TextField(_("reason"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "ranking"], name="zones_withdrawal_once")]
        verbose_name = _("withdrawal of a ranking")

    def __str__(self) -> str:
        return str(self.ranking)


class ZoneRankingLine(ZonedModel):
    """One zone in a ranking. `cells`: for each criterion the value, what it was worked out from, rows and score."""

    append_only = True

    ranking = ZoneForeignKey(ZoneRanking, models.PROTECT, related_name="lines")
    ranked = models.ForeignKey(Zone, models.PROTECT, related_name="+", verbose_name=_("zone"))
    ranked_name = models.CharField(_("zone"), max_length=100)
    city_name = models.CharField(_("city"), max_length=100, blank=True)
    place = models.PositiveIntegerField(_("place"), null=True, blank=True)
    of = models.PositiveIntegerField(_("of"), default=0)
    total = models.DecimalField(_("total"), max_digits=12, decimal_places=4, null=True, blank=True)
    unranked = models.CharField(_("why not ranked"), max_length=10, choices=WhyUnranked, blank=True)
    # The day that the zone's own clock showed.
    day = models.DateField(_("judged on"))
    cells: Any = models.JSONField(_("values and scores"), default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "ranking", "ranked"], name="zones_line_zone")]
        ordering = [models.F("place").asc(nulls_last=True), "ranked_name"]
        verbose_name = _("line of a ranking of zones")

    def __str__(self) -> str:
        return self.ranked_name
