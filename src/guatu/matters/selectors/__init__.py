"""Everything that is read of matters."""
