"""Money: exact decimals in a currency's base unit; 亿元 and 万元 are ways to show it, not to keep it."""

from decimal import ROUND_HALF_UP, Decimal

WAN = Decimal(10_000)
YI = Decimal(100_000_000)

# What an office writes → (currency, how many base units it means).
UNITS: dict[str, tuple[str, Decimal]] = {
    "元": ("CNY", Decimal(1)),
    "千元": ("CNY", Decimal(1000)),
    "万元": ("CNY", WAN),
    "百万元": ("CNY", Decimal(1_000_000)),
    "亿元": ("CNY", YI),
    "美元": ("USD", Decimal(1)),
    "万美元": ("USD", WAN),
    "亿美元": ("USD", YI),
    "港元": ("HKD", Decimal(1)),
    "万港元": ("HKD", WAN),
    "欧元": ("EUR", Decimal(1)),
    "万欧元": ("EUR", WAN),
    "日元": ("JPY", Decimal(1)),
    "万日元": ("JPY", WAN),
}


def in_unit(amount: Decimal, unit: str, places: int = 2) -> Decimal:
    """`amount` (base units) as a number of `unit`, rounded half up to `places`."""
    return (amount / UNITS[unit][1]).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def trimmed(number: Decimal) -> str:
    """Plain notation without trailing zeros: 50.00 → “50”, 6.150 → “6.15”."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
