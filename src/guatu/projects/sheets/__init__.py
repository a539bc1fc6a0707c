"""The project list as a workbook: its columns, its rows, reading it in and writing it out."""
