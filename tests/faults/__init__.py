"""Faults tried and survived: one file a fault. The long forms run under `make soak`."""
