"""Workbooks of enterprises."""
