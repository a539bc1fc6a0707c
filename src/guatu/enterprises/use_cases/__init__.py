"""Everything that can be done with enterprises, one file each."""
