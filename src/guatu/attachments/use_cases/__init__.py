"""Everything that can be done to evidence files: one file, one act."""
