"""Everything that can be done with matters, one file each."""
