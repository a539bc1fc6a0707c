"""Official documents 公文 as Word files, in the form of GB/T 9704-2012. Knows no model.

`page` sets up the page, `paper` writes headings, levels, lists and tables on it, `numerals` numbers them.
"""
