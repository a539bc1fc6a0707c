"""The pure rules of matters: moves, clocks, the ladder, routing."""
