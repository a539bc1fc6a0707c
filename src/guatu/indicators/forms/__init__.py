"""Forms of indicators."""
