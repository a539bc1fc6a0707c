"""What can be done with indicators, entries and targets: one file each."""
