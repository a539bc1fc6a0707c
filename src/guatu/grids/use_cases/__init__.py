"""Everything that can be done to a grid: one file, one act."""
