"""What offices write in the cells of choice: classes, sub-classes, origin of capital, types, levels of lists."""

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar

from guatu.projects.choices import CapitalOrigin, ListLevel, ProjectType, StartClass, SubClass

T = TypeVar("T")

# Longer and rarer words first: the first word found in the cell decides.
_START_CLASSES = (
    ("结转", StartClass.CARRY_OVER),
    ("续建", StartClass.CARRY_OVER),
    ("在建", StartClass.CARRY_OVER),
    ("跨年", StartClass.CARRY_OVER),
    ("新计划开工", StartClass.NEW_START),
    ("新开工", StartClass.NEW_START),
    ("新建", StartClass.NEW_START),
    ("计划开工", StartClass.NEW_START),
    ("拟开工", StartClass.NEW_START),
)
_SUB_CLASSES = (
    ("安装", SubClass.EQUIPMENT),
    ("调试", SubClass.EQUIPMENT),
    ("设备", SubClass.EQUIPMENT),
    ("继续建设", SubClass.CONTINUING),
    ("续建", SubClass.CONTINUING),
    ("在建", SubClass.CONTINUING),
)
_STARTED = (("未开工", False), ("未动工", False), ("已开工", True), ("已动工", True), ("开工建设", True))
_ORIGINS = (("外", CapitalOrigin.FOREIGN), ("合资", CapitalOrigin.FOREIGN), ("内", CapitalOrigin.DOMESTIC))
_TYPES = (
    ("技改", ProjectType.UPGRADE),
    ("技术改造", ProjectType.UPGRADE),
    ("改建", ProjectType.UPGRADE),
    ("购置", ProjectType.EQUIPMENT),
    ("基础设施", ProjectType.INFRASTRUCTURE),
    ("道路", ProjectType.INFRASTRUCTURE),
    ("服务业", ProjectType.SERVICE),
    ("民生", ProjectType.LIVELIHOOD),
    ("工业", ProjectType.INDUSTRIAL),
    ("产业", ProjectType.INDUSTRIAL),
    ("新建", ProjectType.INDUSTRIAL),
    ("扩建", ProjectType.INDUSTRIAL),
)
_LEVELS = (
    ("千项万亿", ListLevel.PROVINCIAL_TEN_THOUSAND),
    ("省重大", ListLevel.PROVINCIAL),
    ("省级", ListLevel.PROVINCIAL),
    ("省重点", ListLevel.PROVINCIAL),
    ("市级以上", ListLevel.MUNICIPAL_AND_ABOVE),
    ("省市", ListLevel.MUNICIPAL_AND_ABOVE),
    ("市重大", ListLevel.MUNICIPAL),
    ("市级", ListLevel.MUNICIPAL),
    ("市重点", ListLevel.MUNICIPAL),
    ("10亿元以上", ListLevel.OVER_1_BILLION),
    ("十亿元以上", ListLevel.OVER_1_BILLION),
    ("亿元以上", ListLevel.OVER_100_MILLION),
    ("区级", ListLevel.DISTRICT),
    ("区重点", ListLevel.DISTRICT),
)


def _first(text: str, table: Sequence[tuple[str, T]]) -> T | None:
    for word, meaning in table:
        if word in text:
            return meaning
    return None


@lru_cache(maxsize=1024)
def start_class(text: str) -> str | None:
    """结转续建 → carry-over, 新开工 → new start; None where the words are not known."""
    return _first(text, _START_CLASSES)


@lru_cache(maxsize=1024)
def sub_class(text: str) -> str | None:
    """继续建设, 安装调试设备; None for 已开工/未开工, which dates tell, and for unknown words."""
    return _first(text, _SUB_CLASSES)


@lru_cache(maxsize=1024)
def says_started(text: str) -> bool | None:
    """Whether a sub-class cell says that a new start has started."""
    return _first(text, _STARTED)


@lru_cache(maxsize=1024)
def capital_origin(text: str) -> str | None:
    return _first(text, _ORIGINS)


@lru_cache(maxsize=1024)
def project_type(text: str) -> str | None:
    return _first(text, _TYPES)


def list_level(text: str) -> str:
    """The level that a title speaks of: 市级以上, 省重大, 亿元以上 …; “other” where it says none."""
    return _first(text, _LEVELS) or ListLevel.OTHER
