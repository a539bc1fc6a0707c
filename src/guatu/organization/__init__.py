"""The tree of units; persons, posts, appointments and task forces; what somebody may see and do."""
