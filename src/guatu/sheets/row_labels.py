"""The words and numbers by which rows that are not data are known. All patterns are for folded texts."""

import re

from guatu.sheets.text import fold, normalize_text

SERIAL = re.compile(r"[★☆*▲△]*\(?[0-9]+(?:[.-][0-9]+)*\)?[.、,]?")
TOTAL = re.compile(r"(?P<of>.{0,16}?)(?P<word>小计|分计|合计|总计|共计|累计)(?:\(.*\)|[0-9]+[个项家宗])?:?")
RANKS = {"小计": 1, "分计": 1, "累计": 2, "合计": 2, "总计": 3, "共计": 3}
NOTE = re.compile(
    r"(?:注|备注|说明|附注|附|填表说明|填报说明|编制说明)(?:[:：]|[0-9]+[.、:])|[※*]"
    r"|(?:单位)?(?:填报|填表|制表|审核|审批|负责|联系|经办|统计|复核|分管领导|主要领导)(?:人|员|电话|单位|日期|时间)?(?:\(.*?\))?:"
    r"|(?:联系)?电话:|第[0-9]+页|其中[:：]?"
)
COUNT = re.compile(r"([0-9]+)(?:个|项|家|宗|只|件)")
_CHINESE = r"[一二三四五六七八九十]{1,3}"
LEVELS = (
    (1, re.compile(rf"{_CHINESE}[、.,:]|第{_CHINESE}(?:批|类|部分|期|篇)|{_CHINESE}$")),
    (2, re.compile(rf"\({_CHINESE}\)[、.]?")),
    (3, re.compile(r"[0-9]{1,2}[、.](?![0-9])")),
    (4, re.compile(r"\([0-9]{1,2}\)[、.]?")),
)
COLUMN_MARKS = "甲乙丙丁戊己庚辛"
_BEHIND = re.compile(r"[（(][^（）()]*[)）]\s*[:：]?$")


def bare_label(label: str) -> str:
    """A section's label without its number and the counts behind: “一、续建项目（19个）” → “续建项目”."""
    text = normalize_text(label)
    for _level, pattern in LEVELS:
        if match := pattern.match(fold(text)):
            # Folding drops white space only before the match's end, so cut by the characters it consumed.
            text = _cut(text, len(match.group()))
            break
    while (behind := _BEHIND.search(text)) and behind.start() and any(c.isdigit() for c in behind.group()):
        text = text[: behind.start()].rstrip()
    return text


def _cut(text: str, folded_length: int) -> str:
    for end in range(len(text) + 1):
        if len(fold(text[:end])) >= folded_length:
            return text[end:].strip()
    return ""
