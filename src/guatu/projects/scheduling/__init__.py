"""Back-scheduling: pure rules over networks of milestones; no database and no clock."""
