"""Amounts of money as offices write them → exact decimals in the currency's base unit (see `core.money`)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import NamedTuple

from django.utils.translation import gettext as _

from guatu.core.money import trimmed
from guatu.sheets.text import fold
from guatu.sheets.values import (
    Parsed,
    Unreadable,
    exact_decimal,
    has_stray_space,
    is_blank,
    split_footnote,
)
from guatu.sheets.workbook import Value

_SCALES = {
    scale: Decimal(10) ** (power if scale else 0)
    for power, scale in enumerate(
        ["", "", "百", "千", "万", "十万", "百万", "千万", "亿", "十亿", "百亿", "千亿"]
    )
}
# Spelling → (currency, how it is written after a scale).
_CURRENCIES = {
    "元": "CNY", "圆": "CNY", "人民币": "CNY", "人民币元": "CNY", "cny": "CNY", "rmb": "CNY",
    "¥": "CNY", "￥": "CNY",
    "美元": "USD", "美金": "USD", "usd": "USD", "us$": "USD", "$": "USD",
    "港元": "HKD", "港币": "HKD", "hkd": "HKD", "hk$": "HKD", "欧元": "EUR", "eur": "EUR", "€": "EUR",
    "日元": "JPY", "jpy": "JPY", "英镑": "GBP", "gbp": "GBP", "£": "GBP", "新台币": "TWD", "台币": "TWD",
    "twd": "TWD", "韩元": "KRW", "krw": "KRW", "新加坡元": "SGD", "sgd": "SGD",
}  # fmt: skip
_SUFFIX = {
    "CNY": "元", "USD": "美元", "HKD": "港元", "EUR": "欧元", "JPY": "日元", "GBP": "英镑", "TWD": "新台币",
    "KRW": "韩元", "SGD": "新加坡元",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of money: 万美元 is `Unit("万", "USD")`.

    Without a scale (元, 美元) it may name only the currency, in a column of currencies. `any_currency` tells
    that no currency was written (亿): yuan, unless the column says otherwise.
    """

    scale: str
    currency: str
    any_currency: bool = False

    @property
    def label(self) -> str:
        return self.scale if self.any_currency else self.scale + _SUFFIX[self.currency]

    @property
    def factor(self) -> Decimal:
        """How many base units of the currency one of this unit is."""
        return _SCALES[self.scale]


class Amount(NamedTuple):
    """An amount in the base unit of its currency: 5.17亿元 is `Amount(Decimal("517000000"), "CNY")`."""

    value: Decimal
    currency: str


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if word)


_SCALE = _either(_SCALES)
_CURRENCY = _either(_CURRENCIES)
_UNIT = re.compile(rf"(?:人民币|rmb)?(?P<scale>{_SCALE})?(?P<currency>{_CURRENCY})?(?:人民币|rmb)?")
_BEFORE = (
    "大约|约为|约|接近|近|不超过|不少于|不低于|超过|超|逾|至少|不足|"
    "预计|预估|暂估|估算|估计|拟|计划|总计|共计|共"
)
_AFTER = "左右|上下|以上|以下|多|余|许"
_AMOUNT = re.compile(
    rf"(?P<before>(?:{_BEFORE})*)(?P<lead>{_CURRENCY})?(?P<sign>[+-]|负)?(?P<lead2>{_CURRENCY})?"
    r"(?P<number>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+)"
    rf"(?P<more>[多余])?(?:亿(?P<wan>[0-9]{{1,4}}(?:\.[0-9]+)?)万(?P<wan_currency>{_CURRENCY})?|"
    rf"(?P<scale>{_SCALE})?(?P<currency>{_CURRENCY})?)(?:人民币|rmb)?(?P<after>{_AFTER})?"
)
_REMARK = re.compile(r"(?<=.)\(([^()]*)\)$")
_BRACKETS = re.compile(r"[(\[【〔{](.*?)[)\]】〕}]")
_AFTER_WORD = re.compile(
    r"(?<![填报送建设编制责任牵头协作主管用施工])(?:金额|货币|计量|计算)?单位:?([^\s:;。]*)"
)
_TOKENS = re.compile(r"[、,，/;；和及|]|或")
_MOST_DIGITS = 24
_TOO_BIG = 10**18


def _unit(scale: str, currency: str) -> Unit:
    return Unit(scale, _CURRENCIES[currency] if currency else "CNY", any_currency=not currency)


@lru_cache(maxsize=512)
def parse_unit(text: str) -> Unit | None:
    """The unit that the whole text names: “万美元”, “亿元人民币”, “人民币万元”, “亿”; else None."""
    folded = re.sub(r"[()\[\]【】]", "", fold(text)).removeprefix("单位:").removeprefix("单位")
    match = _UNIT.fullmatch(folded)
    if match is None or not folded:
        return None
    scale, currency = match["scale"] or "", match["currency"] or ""
    if not scale and not currency:
        currency = "人民币" if "人民币" in folded or "rmb" in folded else ""
    elif not currency and ("人民币" in folded or "rmb" in folded):
        currency = "元"
    return _unit(scale, currency) if scale or currency else None


def find_units(text: str) -> tuple[Unit, ...]:
    """Every different unit of money named in a title or header, in brackets or after “单位：”, in order.

    “填报单位：经济发展局 单位：亿元” → (亿元,); “总投资（亿元）” → (亿元,); “产能（万吨）” → ().
    """
    found: dict[Unit, None] = {}
    spaced = re.sub(r"\s+", " ", re.sub(r"\s*[:：]\s*", ":", text))
    pieces = [fold(match) for match in _BRACKETS.findall(fold(spaced))]
    pieces += [fold(match) for match in _AFTER_WORD.findall(" ".join(map(fold, spaced.split(" "))))]
    for piece in pieces:
        for token in _TOKENS.split(piece.split("单位:")[-1]):
            unit = parse_unit(token)
            if unit is not None:
                found[unit] = None
    return tuple(found)


def combine_units(column: Unit | None, row: Unit | None) -> Unit | None:
    """The unit of an amount whose column is headed `column` and whose row names `row` in a 币种 column.

    A row that names only a currency (美元) keeps the column's scale; a row with a scale (万美元) wins.
    """
    if row is None or column is None:
        return row or column
    if not row.scale:
        return Unit(column.scale, row.currency)
    return Unit(row.scale, column.currency) if row.any_currency else row


def format_amount(amount: Amount, unit: Unit) -> str:
    """An amount with its unit, in the scale of `unit` and its own currency: “3000万美元”. Exact."""
    own = Unit(unit.scale, amount.currency)
    return trimmed(amount.value / own.factor) + own.label


def _expected(unit: Unit | None) -> str:
    if unit is None:
        return _("an amount with its unit, such as 5.17亿元")
    return _("an amount in %(unit)s such as 5.17, or one with its own unit such as 6000万元") % {
        "unit": unit.label
    }


def _of_number(number: float, unit: Unit | None) -> Parsed[Amount]:
    if abs(number) >= _TOO_BIG or not isfinite(number):
        raise Unreadable(_("this number is too big"), _expected(unit))
    if unit is None:
        raise Unreadable(
            _("the amount has no unit in its cell, its column's header or the title"), _expected(None)
        )
    return Parsed(Amount(exact_decimal(number) * unit.factor, unit.currency))


def _unit_of(match: re.Match[str], unit: Unit | None) -> tuple[Unit | None, bool]:
    """The unit of a matched amount text, and whether the cell itself named it."""
    scale = "亿" if match["wan"] else match["scale"] or ""
    currency = match["currency"] or match["wan_currency"] or match["lead"] or match["lead2"] or ""
    if not scale and not currency:
        return unit, False
    own = _unit(scale, currency)
    if own.any_currency:
        own = Unit(scale, unit.currency if unit else "CNY")
    elif not scale and not (match["currency"] or match["wan_currency"]):
        own = combine_units(unit, own) or own  # “$3000” below “（万美元）”: the sign names only the currency
    return own, True


def _notes(match: re.Match[str], own: Unit | None, unit: Unit | None, remark: str) -> list[str]:
    notes = []
    vague = (match["before"] or "") + (match["more"] or "") + (match["after"] or "")
    if vague:
        notes.append(_("written as “%(word)s”, taken as exact") % {"word": vague})
    if own is not None and unit is not None and (own.factor, own.currency) != (unit.factor, unit.currency):
        notes.append(_("the cell's own unit %(own)s was used, not the column's %(unit)s")
                     % {"own": own.label, "unit": unit.label})  # fmt: skip
    if remark:
        notes.append(_("the remark “%(remark)s” was left out") % {"remark": remark})
    return notes


def _open_brackets(folded: str, remark: str) -> tuple[str, bool, str]:
    """The text without brackets, whether they stood around all of it, and the remark that stood in them."""
    if folded.startswith("(") and folded.endswith(")"):
        return folded[1:-1], True, remark
    behind = _REMARK.search(folded)
    if behind is None:
        return folded, False, remark
    if parse_unit(behind.group(1)) is not None:
        return folded[: behind.start()] + behind.group(1), False, remark
    return folded[: behind.start()], False, behind.group(1)


def parse_amount(value: Value, unit: Unit | None) -> Parsed[Amount]:
    """An amount of money. `unit` is that of the column; one written in the cell wins over it.

    Read are numbers, and texts with full-width digits, thousands separators, 约/超/左右 (noted), a minus or
    brackets as minus, “5亿3000万元”, and a remark in brackets behind (noted). Percentages, ranges and
    numbers without any unit are refused.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise Unreadable(_("this is not an amount"), _expected(unit))
    if not isinstance(value, str):
        return _of_number(value, unit)
    folded, remark = split_footnote(fold(value))
    if is_blank(folded):
        return Parsed(None)
    if "%" in folded:
        raise Unreadable(_("this is a percentage, not an amount"), _expected(unit))
    folded, negative, remark = _open_brackets(folded, remark)
    match = _AMOUNT.fullmatch(folded)
    if match is None or has_stray_space(value) or sum(map(str.isdigit, folded)) > _MOST_DIGITS:
        raise Unreadable(_("this is not an amount"), _expected(unit))
    own, named = _unit_of(match, unit)
    if own is None:
        raise Unreadable(
            _("the amount has no unit in its cell, its column's header or the title"), _expected(None)
        )
    amount = Decimal(match["number"].replace(",", "")) * own.factor
    if match["wan"]:
        amount += Decimal(match["wan"]) * 10**4
    if abs(amount) >= _TOO_BIG:
        raise Unreadable(_("this number is too big"), _expected(unit))
    notes = _notes(match, own if named else None, unit, remark)
    if negative:
        notes.insert(0, _("brackets read as a minus sign"))
    if (match["sign"] in ("-", "负")) != negative:
        amount = -amount
    return Parsed(Amount(amount, own.currency), "; ".join(notes))
