"""Tokens, and the one way in which an act comes in by the API."""
