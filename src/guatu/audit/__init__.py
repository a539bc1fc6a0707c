"""The record: an append-only, hash-chained account of every change."""
