"""Everything that is read of enterprises."""
