"""Looking at figures, and the briefings that are written from them."""
