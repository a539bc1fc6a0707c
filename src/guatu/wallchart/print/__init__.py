"""The wall chart on paper: one drawing of plain marks, written out as PDF and as SVG."""
