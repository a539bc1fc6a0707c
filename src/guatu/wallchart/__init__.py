"""The wall chart: rows of projects against months, on the page and on paper."""
