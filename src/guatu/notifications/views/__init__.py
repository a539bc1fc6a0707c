"""Pages of notifications, one module for each thing they show."""
