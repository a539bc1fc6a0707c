"""Public projects in the Open Contracting for Infrastructure Data Standard (OC4IDS) 0.9. Pure; prose in
`docs/integrations.md`."""
