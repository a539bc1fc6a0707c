"""Pure rules of investment promotion; no ORM, no clock."""
