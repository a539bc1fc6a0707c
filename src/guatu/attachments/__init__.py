"""Evidence files: photos and documents that belong to an object."""
