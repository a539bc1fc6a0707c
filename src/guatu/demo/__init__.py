"""The demo zones: built by the product's own use cases from an office's workbook and invented additions."""
