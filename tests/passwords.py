"""How tests keep passwords: each of the hundreds of invented users would take a quarter of a second otherwise."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """Argon2 with the least time and memory that it takes."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
