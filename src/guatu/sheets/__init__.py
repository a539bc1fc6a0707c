"""Office workbooks: reading them as offices make them, and writing them so that Excel and WPS agree.

Knows nothing of projects or of any model; a customer describes its columns (`fields.FieldSet`) and gets rows.
"""
