"""A city or a province: figures and rankings over the zones below it."""
