"""The kinds of matters that a zone begins with; each zone changes them as it likes."""

from __future__ import annotations

from guatu.matters.choices import Evidence, RaisedWith, Urgency, Verifier
from guatu.matters.use_cases.define_matter_kind import KindTerms

_PHOTO, _DOCUMENT, _CONFIRMED = Evidence.PHOTO.value, Evidence.DOCUMENT.value, Evidence.CONFIRMATION.value

# Code → (terms, categories by code).
DEFAULT_KINDS: dict[str, tuple[KindTerms, dict[str, str]]] = {
    "demand": (
        KindTerms("企业诉求", "SQ", evidence=[_CONFIRMED], is_rated=True, order=10),
        {
            "land": "土地", "money": "资金", "labour": "用工", "energy": "用能", "water": "供水", "power": "供电",
            "gas": "供气", "permit": "审批", "policy": "政策", "environment": "周边环境",
            "other": "其他",
        },
    ),
    "problem": (
        KindTerms("项目问题", "WT", evidence=[_DOCUMENT], order=20),
        {
            "progress": "进度滞后", "land": "土地", "money": "资金", "labour": "用工", "permit": "审批",
            "energy": "用能", "demolition": "征迁", "design": "设计", "construction": "施工", "other": "其他",
        },
    ),
    "assignment": (
        KindTerms(
            "领导交办", "JB", raised_with=RaisedWith.ASSIGN, verifier=Verifier.RAISER,
            default_urgency=Urgency.IMPORTANT, order=30,
        ),
        {"on_site": "现场交办", "instruction": "批示交办", "meeting": "会议交办"},
    ),
    "resolution": (
        KindTerms("会议决议", "JY", raised_with=RaisedWith.ASSIGN, default_urgency=Urgency.IMPORTANT, order=40),
        {},
    ),
    "hazard": (
        KindTerms("安全隐患", "YH", evidence=[_PHOTO], max_returns=1, recurrence_days=365, order=50),
        {"fire": "消防", "machine": "机械", "electric": "用电", "chemical": "危化品", "site": "施工现场",
            "other": "其他"},
    ),
    "tip": (
        KindTerms("群众线索", "XS", evidence=[_PHOTO], order=60),
        {"environment": "环境", "facility": "公共设施", "traffic": "交通", "dispute": "矛盾纠纷", "other": "其他"},
    ),
    "suggestion": (
        KindTerms("意见建议", "JYI", is_rated=True, recurrence_days=0, order=70),
        {"work": "工作", "service": "服务", "other": "其他"},
    ),
}  # fmt: skip
