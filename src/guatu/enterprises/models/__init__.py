"""The tables of enterprises, one module for each aggregate; import from the modules."""

from guatu.enterprises.models import enterprise, imports, links, visits  # noqa: F401
