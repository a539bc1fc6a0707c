"""Grids: who answers for which ground, which firms and which building sites."""
