"""The tables of meetings, one module for each aggregate; import from the modules."""

from guatu.meetings.models import fieldwork, meeting, series  # noqa: F401
