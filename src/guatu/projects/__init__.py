"""Projects: their lists, years, plans, progress and lights."""
