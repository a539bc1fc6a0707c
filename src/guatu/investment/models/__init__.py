"""The tables of investment promotion, one module for each aggregate; import from the modules."""

from guatu.investment.models import agreements, capital, imports, prospects, registers, statements  # noqa: F401
