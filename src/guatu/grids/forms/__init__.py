"""Forms of grids."""
