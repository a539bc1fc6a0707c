"""Reading projects, one module for each aggregate; every read starts from what the actor may see."""
