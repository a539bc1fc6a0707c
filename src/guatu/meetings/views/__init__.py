"""Pages of meetings, one module for each aggregate."""
