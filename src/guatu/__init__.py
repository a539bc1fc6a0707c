"""Guatu 挂图: the wall chart of a development zone, kept true."""
