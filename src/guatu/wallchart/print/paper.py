"""Paper sizes a wall chart is printed on, and how small its text may become on each."""

from enum import Enum

from guatu.core.errors import InvalidInput


class Paper(Enum):
    """ISO 216 sizes, landscape. Text sizes are the em in mm (1 mm is 2.83 pt).

    ``comfortable`` is what the chart aims at before it splits into columns: on A0 to be read from a step
    away, on A3 at arm's length. ``least`` is the limit below which rows go to another sheet.
    """

    A0 = (1189.0, 841.0, 3.6, 2.2)
    A1 = (841.0, 594.0, 2.8, 1.8)
    A2 = (594.0, 420.0, 2.2, 1.5)
    A3 = (420.0, 297.0, 1.8, 1.4)
    A4 = (297.0, 210.0, 1.8, 1.4)

    def __init__(self, width_mm: float, height_mm: float, comfortable: float, least: float) -> None:
        self.width_mm = width_mm
        self.height_mm = height_mm
        self.comfortable = comfortable
        self.least = least

    @property
    def unit(self) -> float:
        """The scale of everything that grows with the paper: 1 on A3."""
        return self.width_mm / 420.0

    @classmethod
    def named(cls, name: str) -> "Paper":
        """The size of that name, in any case. Raises InvalidInput naming the sizes there are."""
        try:
            return cls[name.strip().upper()]
        except KeyError:
            sizes = ", ".join(paper.name for paper in cls)
            raise InvalidInput({"paper": f"“{name[:20]}” is no paper size; expected {sizes}"}) from None
