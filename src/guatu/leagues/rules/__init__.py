"""How a league table is worked out. Pure; the prose is docs/rules/league_tables.md."""
