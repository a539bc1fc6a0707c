"""The HTTP API `/api/v1/…`: what pages can do, programs can."""
