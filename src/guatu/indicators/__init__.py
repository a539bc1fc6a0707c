"""Reported indicators and targets 指标填报: what is stated, by whom, for when; and what was promised."""
