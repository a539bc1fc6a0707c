"""Who may do what with projects, one module for each aggregate."""
