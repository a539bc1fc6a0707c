"""Checks of entered values: which do not hold, and what then has to be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from operator import eq, ge, gt, le, lt

from guatu.indicators.choices import CheckKind, Operator, Severity
from guatu.indicators.rules.expressions import At, Expression, Lookup, Ref, evaluate, parse, refs_of

_HOLDS = {
    Operator.AT_MOST: le,
    Operator.AT_LEAST: ge,
    Operator.EQUAL: eq,
    Operator.LESS: lt,
    Operator.MORE: gt,
}


@dataclass(frozen=True, slots=True)
class Check:
    """One version of a check, understood. For jumps `left` is the indicator and `limit` the share allowed (0–1)."""

    code: str
    number: int
    kind: CheckKind
    left: Expression
    operator: Operator | None
    right: Expression
    limit: Decimal | None
    severity: Severity
    instruction: str

    @classmethod
    def read(
        cls,
        *,
        code: str,
        number: int,
        kind: str,
        left: str,
        operator: str,
        right: str,
        limit: Decimal | None,
        severity: str,
        instruction: str,
    ) -> Check:
        """From stored texts. Raises `NotUnderstood`."""
        return cls(
            code=code,
            number=number,
            kind=CheckKind(kind),
            left=parse(left),
            operator=Operator(operator) if operator else None,
            right=parse(right) if right else (),
            limit=limit,
            severity=Severity(severity),
            instruction=instruction,
        )

    @property
    def codes(self) -> frozenset[str]:
        """The indicators whose value here the check speaks of."""
        return frozenset(ref.code for ref in refs_of(self.left + self.right) if ref.at is At.HERE)


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that does not hold: both sides, or for a jump the value, the one before, and the share between them."""

    check: Check
    left: Decimal
    right: Decimal
    share: Decimal | None = None

    @property
    def is_error(self) -> bool:
        return self.check.severity is Severity.ERROR


def judge(check: Check, lookup: Lookup, *, tolerance: Decimal = Decimal(0)) -> Finding | None:
    """The finding, or None where the check holds or something it speaks of is not known.

    `tolerance` is how far two sides may lie apart and still count as equal: a sum of rounded values is rarely exact.
    """
    if check.kind is CheckKind.JUMP:
        return _judge_jump(check, lookup)
    left, right = evaluate(check.left, lookup), evaluate(check.right, lookup)
    if left is None or right is None or check.operator is None:
        return None
    if abs(left - right) <= tolerance:
        return None if check.operator not in (Operator.LESS, Operator.MORE) else Finding(check, left, right)
    return None if _HOLDS[check.operator](left, right) else Finding(check, left, right)


def _judge_jump(check: Check, lookup: Lookup) -> Finding | None:
    ref = refs_of(check.left)[0]
    value, last = evaluate(check.left, lookup), lookup(Ref(ref.code, At.PREVIOUS))
    if value is None or last is None or not last or check.limit is None:
        return None
    share = value / last - 1
    return Finding(check, value, last, share) if abs(share) > check.limit else None


def judge_all(checks: Iterable[Check], lookup: Lookup, *, tolerance: Decimal = Decimal(0)) -> list[Finding]:
    """Every finding, errors first."""
    found = [
        finding for check in checks if (finding := judge(check, lookup, tolerance=tolerance)) is not None
    ]
    return sorted(found, key=lambda finding: (not finding.is_error, finding.check.code))
