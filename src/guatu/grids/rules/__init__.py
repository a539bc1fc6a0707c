"""Pure rules of grids: no database, no clock."""
