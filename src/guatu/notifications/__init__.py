"""Telling people: in the program, by e-mail, and through the robots of their groups."""
