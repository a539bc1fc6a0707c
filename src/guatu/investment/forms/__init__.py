"""Forms of investment promotion."""
