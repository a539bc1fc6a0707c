"""Who signs in: users, and which powers a role carries."""
