"""From a filled-in template to blocks, and the numbers in them that somebody typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.reports.rules.blocks import Block, BlockKind, bound, from_json, parse, plain, to_json
from guatu.reports.rules.typed_numbers import mark_typed_numbers, typed_numbers

TEXT = f"""# 半年报告

## 总体情况

今年列入计划的项目{bound(0, "54个")}，
总投资{bound(1, "331.7亿元")}。

### 续建
#### 甲
#### 乙
### 新开工
## 各单位

@ 各单位开工率
| 单位 | 开工率 |
| 甲 | {bound(2, "31.4%")} |
| 乙 |

尾声
"""


def test_blocks_of_a_text() -> None:
    blocks = parse(TEXT)
    assert [(b.kind, b.level, b.number) for b in blocks if b.kind == BlockKind.HEADING] == [
        (BlockKind.HEADING, 1, 1),
        (BlockKind.HEADING, 2, 1),
        (BlockKind.HEADING, 3, 1),
        (BlockKind.HEADING, 3, 2),
        (BlockKind.HEADING, 2, 2),
        (BlockKind.HEADING, 1, 2),
    ]
    assert blocks[2].plain == "今年列入计划的项目54个，总投资331.7亿元。"
    assert [span.figure for span in blocks[2].spans] == [None, 0, None, 1, None]
    table = next(b for b in blocks if b.kind == BlockKind.TABLE)
    assert table.caption == "各单位开工率"
    assert [[plain(cell) for cell in row] for row in table.cells] == [
        ["单位", "开工率"],
        ["甲", "31.4%"],
        ["乙", ""],
    ]
    assert blocks[-1].plain == "尾声"


@given(st.text(alphabet="# |@甲a1 \n\ue000\ue001\ue002", max_size=60))
def test_any_text_is_read_and_its_frozen_form_gives_it_back(text: str) -> None:
    blocks = parse(text)
    assert from_json(to_json(blocks)) == blocks


def test_lines_of_latin_are_joined_by_a_space() -> None:
    assert parse("one line\nand another")[0].plain == "one line and another"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("完成投资12.5亿元", ["12.5"]),
        ("2018年6月30日，第24次会议，〔2018〕12号", []),
        ("1～6月完成3项", ["3"]),
        ("完成1,200.50亿元", []),
        ("增长4.5%，位列第2", ["4.5"]),
        ("S0型设备5台", ["5"]),
    ],
)
def test_typed_numbers_that_match_no_figure(text: str, expected: list[str]) -> None:
    blocks: list[Block] = mark_typed_numbers(parse(text), ["1200.5亿元"])
    assert typed_numbers(blocks) == expected
    assert blocks[0].plain == text


def test_a_number_in_a_name_that_came_from_a_record_is_not_typed() -> None:
    text = "新开工项目01（名称未公开）另有7项，项目01也列入。"
    blocks = mark_typed_numbers(parse(text), [], ["新开工项目01（名称未公开）", "众创产业园"])
    assert typed_numbers(blocks) == ["7", "01"]
