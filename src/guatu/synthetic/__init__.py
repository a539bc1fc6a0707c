"""Zones full of invented rows, made in bulk from a seed: a province to measure with, and never to work with."""
