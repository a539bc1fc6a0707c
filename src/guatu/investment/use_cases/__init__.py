"""Everything that can be done in investment promotion, one act a file."""
