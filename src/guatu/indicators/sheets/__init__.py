"""Workbooks of reported values."""
