"""The loop: every matter 事项 has one owner, one due date and a next step, until somebody else strikes it off."""
