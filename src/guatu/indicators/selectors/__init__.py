"""Reading indicators, entries and targets."""
