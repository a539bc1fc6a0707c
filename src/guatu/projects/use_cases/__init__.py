"""Everything that can be done to a project: one file, one act."""
