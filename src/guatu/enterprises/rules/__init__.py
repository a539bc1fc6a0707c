"""Pure rules of enterprises."""
