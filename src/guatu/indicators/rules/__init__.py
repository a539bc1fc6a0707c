"""Pure rules of indicators and targets: periods, growth, checks, moves, targets. No database, no clock."""
