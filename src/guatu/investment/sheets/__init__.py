"""The office's sheets of prospects and agreements: their columns, their rows, reading them in."""
