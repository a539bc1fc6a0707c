"""Personal data as those see it who need not know it: enough to recognise, too little to use."""


def masked_name(name: str) -> str:
    """张三 → 张*"""
    return name[:1] + "*" * max(1, len(name) - 1)


def masked_phone(phone: str) -> str:
    """13812345678 → 138****5678; short numbers lose all but their last two."""
    if len(phone) >= 11:
        return f"{phone[:3]}{'*' * (len(phone) - 7)}{phone[-4:]}"
    return f"{'*' * max(0, len(phone) - 2)}{phone[-2:]}" if phone else ""
