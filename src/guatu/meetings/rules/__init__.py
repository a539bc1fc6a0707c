"""The pure rules of meetings: occurrences and numbers, moves, the order of an agenda, reasons, coverage."""
