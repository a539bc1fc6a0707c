"""What can be read: one module for each group of collections, all of them in `table`."""
