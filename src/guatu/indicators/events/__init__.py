"""What happens to indicators, entries and targets."""
