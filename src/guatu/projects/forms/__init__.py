"""Forms of the project pages, one module for each aggregate."""
