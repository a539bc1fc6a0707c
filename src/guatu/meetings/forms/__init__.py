"""Forms of the pages of meetings."""
