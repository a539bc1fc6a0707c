"""From a template in plain text to a document whose numbers are bound to figures."""
