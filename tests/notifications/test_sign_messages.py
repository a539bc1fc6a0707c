"""What each robot is sent, and what its answers mean."""

from typing import Any

import pytest

from guatu.notifications.choices import ChannelKind, SendFault
from guatu.notifications.masking import masked
from guatu.notifications.senders import NotSent
from guatu.notifications.senders.robots import (
    MAX_BYTES,
    RobotMessage,
    check_answer,
    dingtalk_sign,
    feishu_sign,
    is_known,
    key_in,
    request_of,
)
from tests.notifications.builders import NOON

WECOM = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"
DINGTALK = "https://oapi.dingtalk.com/robot/send?access_token=0123456789abcdef"
FEISHU = "https://open.feishu.cn/open-apis/bot/v2/hook/xxxxxxxxxxxxxxxxx"


def test_signs_as_the_vendors_do() -> None:
    """Reckoned once with OpenSSL: `printf '%s' TEXT | openssl dgst -sha256 -hmac KEY -binary | base64`."""
    assert dingtalk_sign("SECabc", "1530504000000") == DINGTALK_SIGN
    assert feishu_sign("SECabc", "1530504000") == FEISHU_SIGN


DINGTALK_SIGN = "9JCpX7abJKo+Wt4NS/7Vi5enjdHY7KpFqdMSeAbT1Lo="
FEISHU_SIGN = "15syGOVdUJEAV6CL4O+sZgsJl89q7msibTNOJaSjYxo="


def test_puts_the_signature_where_it_belongs() -> None:
    message = RobotMessage(
        "节点逾期", link="https://guatu.example.com/x", mobiles=["13800000000"], names=["张三"]
    )
    address, body = request_of(ChannelKind.DINGTALK, DINGTALK, "SECabc", message, NOON)
    assert address.startswith(f"{DINGTALK}&timestamp=1530504000000&sign=")
    assert "+" not in address.partition("sign=")[2]
    assert body["at"] == {"atMobiles": ["13800000000"], "isAtAll": False}
    assert body["text"]["content"] == "节点逾期\n@13800000000\nhttps://guatu.example.com/x"
    address, body = request_of(ChannelKind.FEISHU, FEISHU, "SECabc", message, NOON)
    assert (address, body["timestamp"], body["sign"]) == (FEISHU, "1530504000", FEISHU_SIGN)
    assert body["content"]["text"] == "节点逾期\n@张三\nhttps://guatu.example.com/x"
    address, body = request_of(ChannelKind.WECOM, WECOM, "", message, NOON)
    assert address == WECOM
    assert body["text"] == {
        "content": "节点逾期\nhttps://guatu.example.com/x",
        "mentioned_mobile_list": ["13800000000"],
    }


def test_without_a_secret_nothing_is_signed() -> None:
    message = RobotMessage("x")
    assert request_of(ChannelKind.DINGTALK, DINGTALK, "", message, NOON)[0] == DINGTALK
    assert "sign" not in request_of(ChannelKind.FEISHU, FEISHU, "", message, NOON)[1]


def test_a_text_cannot_ring_the_whole_group() -> None:
    _, body = request_of(ChannelKind.FEISHU, FEISHU, "", RobotMessage('<at user_id="all">x</at>'), NOON)
    assert "<at" not in body["content"]["text"]


def test_a_long_text_is_cut_and_its_link_is_not() -> None:
    _, body = request_of(ChannelKind.WECOM, WECOM, "", RobotMessage("长" * 2000, link="https://x"), NOON)
    content = body["text"]["content"]
    assert len(content.encode()) <= MAX_BYTES
    assert content.endswith("…\nhttps://x")


@pytest.mark.parametrize(
    ("kind", "webhook", "known"),
    [
        (ChannelKind.WECOM, WECOM, True),
        (ChannelKind.DINGTALK, DINGTALK, True),
        (ChannelKind.FEISHU, FEISHU, True),
        (ChannelKind.FEISHU, FEISHU.replace("feishu.cn", "larksuite.com"), True),
        (ChannelKind.WECOM, DINGTALK, False),
        (ChannelKind.WECOM, WECOM.replace("https", "http"), False),
        (ChannelKind.WECOM, WECOM.replace(".com/", ".com:8080/"), False),
        (ChannelKind.WECOM, WECOM.replace("qyapi", "user@qyapi"), False),
        (ChannelKind.WECOM, WECOM.replace("send", "upload_media"), False),
        (ChannelKind.WECOM, f"{WECOM}&debug=1", False),
        (ChannelKind.DINGTALK, "https://oapi.dingtalk.com@127.0.0.1/robot/send?access_token=x", False),
        (ChannelKind.DINGTALK, "https://oapi.dingtalk.com.example.com/robot/send?access_token=x", False),
        (ChannelKind.DINGTALK, "http://169.254.169.254/latest/meta-data", False),
        (ChannelKind.FEISHU, "https://open.feishu.cn/open-apis/bot/v2/hook/", False),
        (ChannelKind.FEISHU, f"{FEISHU}/../../x", False),
        (ChannelKind.FEISHU, "file:///etc/passwd", False),
        (ChannelKind.FEISHU, "https://[", False),
        (ChannelKind.FEISHU, "", False),
    ],
)
def test_only_known_hosts_are_asked(kind: ChannelKind, webhook: str, known: bool) -> None:
    assert is_known(kind, webhook) is known


def test_a_private_deployment_is_admitted_by_name() -> None:
    private = WECOM.replace("qyapi.weixin.qq.com", "im.example.gov.cn")
    assert not is_known(ChannelKind.WECOM, private)
    assert is_known(ChannelKind.WECOM, private, ["https://im.example.gov.cn"])


def test_a_masked_address_lacks_the_key() -> None:
    for kind, webhook in zip(ChannelKind, (WECOM, DINGTALK, FEISHU), strict=True):
        assert key_in(kind, webhook) not in masked(webhook)
    assert masked(WECOM) == "qyapi.weixin.qq.com ····5aaa"


@pytest.mark.parametrize(
    ("kind", "answer", "fault"),
    [
        (ChannelKind.WECOM, {"errcode": 0, "errmsg": "ok"}, None),
        (ChannelKind.WECOM, {"errcode": 45009, "errmsg": "api freq out of limit"}, SendFault.RATE_LIMIT),
        (ChannelKind.WECOM, {"errcode": 93000, "errmsg": "invalid webhook url"}, SendFault.REFUSED),
        (ChannelKind.DINGTALK, {"errcode": 0, "errmsg": "ok"}, None),
        (ChannelKind.DINGTALK, {"errcode": 310000, "errmsg": "sign not match"}, SendFault.SIGNATURE),
        (ChannelKind.DINGTALK, {"errcode": 310000, "errmsg": "keywords not in content"}, SendFault.REFUSED),
        (ChannelKind.DINGTALK, {"errcode": 130101, "errmsg": "send too fast"}, SendFault.RATE_LIMIT),
        (ChannelKind.FEISHU, {"StatusCode": 0, "StatusMessage": "success"}, None),
        (ChannelKind.FEISHU, {"code": 0, "msg": "success"}, None),
        (ChannelKind.FEISHU, {"code": 19021, "msg": "sign match fail"}, SendFault.SIGNATURE),
        (ChannelKind.FEISHU, {"code": 11232, "msg": "frequency limited"}, SendFault.RATE_LIMIT),
        (ChannelKind.FEISHU, {"code": 19024, "msg": "Key Words Not Found"}, SendFault.REFUSED),
        (ChannelKind.FEISHU, {}, SendFault.REFUSED),
    ],
)
def test_understands_the_answers(kind: ChannelKind, answer: dict[str, Any], fault: SendFault | None) -> None:
    if fault is None:
        check_answer(kind, answer)
        return
    with pytest.raises(NotSent) as caught:
        check_answer(kind, answer)
    assert caught.value.fault == fault
