"""Everything that can be done to calendars: one file, one act."""
