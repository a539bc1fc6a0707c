"""What can happen to projects, one module for each aggregate."""
