"""What runs Guatu on one machine: the embedded database, the supervisor of `guatu up`, and live updates."""
