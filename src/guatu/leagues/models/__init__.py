"""Tables of the app; imported here so that Django finds them."""

from guatu.leagues.models.run import Award, LeagueLine, LeagueObjection, LeagueRun
from guatu.leagues.models.table import LeagueExclusion, LeagueMember, LeagueRules, LeagueTable

__all__ = [
    "Award",
    "LeagueExclusion",
    "LeagueLine",
    "LeagueMember",
    "LeagueObjection",
    "LeagueRules",
    "LeagueRun",
    "LeagueTable",
]
