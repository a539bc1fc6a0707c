"""All reads of grids, each beginning with what the actor may see."""
