"""Database and files in one file, and back: `guatu backup` and `guatu restore`."""
