"""Demands 企业诉求 are matters of this kind, about the enterprise and in its name."""

# The kind's code; see guatu.matters.default_kinds.
DEMAND = "demand"
