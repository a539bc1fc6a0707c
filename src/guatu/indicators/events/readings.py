"""What happens to indicators and to what is stated of them."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.events import Event


@dataclass(frozen=True, kw_only=True)
class IndicatorDefined(Event):
    name = "indicators.indicator.defined"
    sentence = _("defined the indicator")

    indicator_id: UUID
    code: str


@dataclass(frozen=True, kw_only=True)
class DefinitionAdded(Event):
    name = "indicators.definition.added"
    sentence = _("wrote down what the indicator means")

    indicator_id: UUID
    authority: str


@dataclass(frozen=True, kw_only=True)
class ReadingEvent(Event):
    """Base: of what, of whom, for when, which release."""

    reading_id: UUID
    indicator_id: UUID
    unit_id: UUID
    period: str
    number: int


@dataclass(frozen=True, kw_only=True)
class ReadingRecorded(ReadingEvent):
    name = "indicators.reading.recorded"
    sentence = _("recorded the value")


@dataclass(frozen=True, kw_only=True)
class ReadingSuperseded(ReadingEvent):
    """A later release of the source; the one before stays."""

    name = "indicators.reading.superseded"
    sentence = _("recorded a later release of the value")


@dataclass(frozen=True, kw_only=True)
class ReadingCorrected(ReadingEvent):
    name = "indicators.reading.corrected"
    sentence = _("corrected the value")


@dataclass(frozen=True, kw_only=True)
class IndicatorsImported(Event):
    name = "indicators.readings.imported"
    sentence = _("imported reported values")

    file: str
    created: int
    updated: int
    unchanged: int


@dataclass(frozen=True, kw_only=True)
class CatalogueLoaded(Event):
    name = "indicators.catalogue.loaded"
    sentence = _("took over the indicators that come with the program")

    codes: tuple[str, ...]
