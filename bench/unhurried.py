"""Guatu as it is served, with the limits of how often one person may ask lifted: here one asks for all."""

from __future__ import annotations

from guatu.server.pages import application  # sets Django up, without which nothing of it can be imported

# isort: split
from guatu.config import limits

__all__ = ["application"]

_ENDLESS = 10**9
limits.MOST = dict.fromkeys(limits.MOST, (_ENDLESS, _ENDLESS))
