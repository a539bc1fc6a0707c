"""All reads of investment promotion, each beginning with what the actor may see."""
