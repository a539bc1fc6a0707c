"""The tables of indicators, one module for each aggregate; import from the modules."""

from guatu.indicators.models import entry, indicator, reading, target  # noqa: F401
