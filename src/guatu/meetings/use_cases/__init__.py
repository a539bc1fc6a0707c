"""Everything that can be done with meetings, one file each."""
