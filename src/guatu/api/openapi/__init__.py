"""The OpenAPI document, made of the tables of collections and of operations."""
