"""Django's PostgreSQL backend, told that the key of a zoned table is not its `id` alone."""
