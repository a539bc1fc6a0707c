"""Pure rules of projects: no database, no clock."""
