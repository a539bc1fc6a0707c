"""Who may do what with indicators, entries and targets."""
