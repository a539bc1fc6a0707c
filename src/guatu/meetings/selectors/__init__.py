"""Everything that is read of meetings."""
