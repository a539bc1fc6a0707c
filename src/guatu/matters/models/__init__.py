"""The tables of matters, one module for each aggregate; import from the modules."""

from guatu.matters.models import clocks, history, kinds, matter  # noqa: F401
