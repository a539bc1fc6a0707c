"""What can be done: every use case that is not closed, as one operation whose body is the use case's own parameters."""
