"""Everything that can be done to the organisation: one file, one act."""
