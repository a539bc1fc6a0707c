"""Plans as Microsoft Project writes and reads them: MSPDI, its XML. Pure; prose in `docs/integrations.md`."""
