"""What every app stands on: clock, ids, money, periods, errors, events, zoned keys, the one door for change."""
