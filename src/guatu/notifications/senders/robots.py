"""Group robots: what each of the three wants to be sent, and what its answers mean. Pure.

WeCom 企业微信 takes the key in the address; DingTalk 钉钉 a signature in the address; Feishu 飞书 a signature in the
body. All answer HTTP 200 whatever has happened; a code in the body tells.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, quote_plus, urlsplit

from guatu.notifications.choices import ChannelKind, SendFault
from guatu.notifications.senders import NotSent

KNOWN_ORIGINS: Mapping[ChannelKind, tuple[str, ...]] = {
    ChannelKind.WECOM: ("https://qyapi.weixin.qq.com",),
    ChannelKind.DINGTALK: ("https://oapi.dingtalk.com",),
    ChannelKind.FEISHU: ("https://open.feishu.cn", "https://open.larksuite.com"),
}
_PATHS = {
    ChannelKind.WECOM: "/cgi-bin/webhook/send",
    ChannelKind.DINGTALK: "/robot/send",
    ChannelKind.FEISHU: "/open-apis/bot/v2/hook/",
}
_KEY_NAMES = {ChannelKind.WECOM: "key", ChannelKind.DINGTALK: "access_token"}
# The shortest limit of the three: a text of WeCom.
MAX_BYTES = 2048
_TOO_OFTEN = {
    ChannelKind.WECOM: {45009, 45033},
    ChannelKind.DINGTALK: {130101, 90030, 410100},
    ChannelKind.FEISHU: {9499, 11232},
}
_FEISHU_SIGNATURE = 19021
_DINGTALK_SAFETY = 310000


@dataclass(frozen=True, slots=True)
class RobotMessage:
    """One text. `mobiles`: telephone numbers of whom it mentions; `names`: their names, where numbers are of no use."""

    text: str
    link: str = ""
    mobiles: Sequence[str] = ()
    names: Sequence[str] = ()


def is_known(kind: ChannelKind, webhook: str, further_origins: Collection[str] = ()) -> bool:
    """Whether `webhook` has the form of that kind of robot's addresses and lies at one of its hosts, or at one of
    `further_origins`. Nothing else is ever asked, so that nobody can have the server knock at other doors."""
    try:
        parts = urlsplit(webhook)
        origin = f"{parts.scheme}://{parts.netloc}".lower()
    except ValueError:
        return False
    if origin not in {*KNOWN_ORIGINS[kind], *further_origins} or parts.fragment:
        return False
    if kind == ChannelKind.FEISHU:
        token = parts.path.removeprefix(_PATHS[kind])
        return parts.path.startswith(_PATHS[kind]) and bool(token) and "/" not in token and not parts.query
    return parts.path == _PATHS[kind] and list(parse_qs(parts.query)) == [_KEY_NAMES[kind]]


def key_in(kind: ChannelKind, webhook: str) -> str:
    """The secret part of an address that `is_known`."""
    parts = urlsplit(webhook)
    if kind == ChannelKind.FEISHU:
        return parts.path.removeprefix(_PATHS[kind])
    return parse_qs(parts.query).get(_KEY_NAMES[kind], [""])[0]


def request_of(
    kind: ChannelKind, webhook: str, secret: str, message: RobotMessage, at: datetime
) -> tuple[str, dict[str, Any]]:
    """The address to post to and the JSON body, signed for the moment `at` where there is a secret."""
    match kind:
        case ChannelKind.WECOM:
            text: dict[str, Any] = {"content": _words(message)}
            if message.mobiles:
                text["mentioned_mobile_list"] = list(message.mobiles)
            return webhook, {"msgtype": "text", "text": text}
        case ChannelKind.DINGTALK:
            content = _words(message, " ".join(f"@{mobile}" for mobile in message.mobiles))
            body = {
                "msgtype": "text",
                "text": {"content": content},
                "at": {"atMobiles": list(message.mobiles), "isAtAll": False},
            }
            return (_signed_address(webhook, secret, at) if secret else webhook), body
        case ChannelKind.FEISHU:
            # A robot of Feishu mentions by its own ids, which nobody here knows: names stand as text.
            content = _words(message, " ".join(f"@{name}" for name in message.names)).replace("<", "＜")
            body = {"msg_type": "text", "content": {"text": content}}
            if secret:
                stamp = str(int(at.timestamp()))
                body |= {"timestamp": stamp, "sign": feishu_sign(secret, stamp)}
            return webhook, body


def dingtalk_sign(secret: str, stamp: str) -> str:
    """HMAC-SHA256 of timestamp (ms), line feed, secret, with the secret as key; base64."""
    digest = hmac.new(secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def feishu_sign(secret: str, stamp: str) -> str:
    """HMAC-SHA256 of nothing, with timestamp (s), line feed, secret as key; base64."""
    digest = hmac.new(f"{stamp}\n{secret}".encode(), b"", hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def _signed_address(webhook: str, secret: str, at: datetime) -> str:
    stamp = str(int(at.timestamp() * 1000))
    return f"{webhook}&timestamp={stamp}&sign={quote_plus(dingtalk_sign(secret, stamp))}"


def _words(message: RobotMessage, mentions: str = "") -> str:
    """The text, cut where it is too long, then who is mentioned and the link, which are never cut."""
    tail = "".join(f"\n{part}" for part in (mentions, message.link) if part)
    room = MAX_BYTES - len(tail.encode())
    text = message.text
    if len(text.encode()) > room:
        text = text.encode()[: room - 3].decode(errors="ignore") + "…"
    return text + tail


def check_answer(kind: ChannelKind, answer: Mapping[str, Any]) -> None:
    """Raises `NotSent` unless the answer says that all is well."""
    names = ("code", "StatusCode") if kind == ChannelKind.FEISHU else ("errcode",)
    code = next((answer[name] for name in names if answer.get(name) not in (None, "")), None)
    if code == 0:
        return
    said = str(answer.get("msg") or answer.get("StatusMessage") or answer.get("errmsg") or "")
    detail = f"{code} {said}".strip() if code is not None else "no code in the answer"
    if code in _TOO_OFTEN[kind]:
        raise NotSent(SendFault.RATE_LIMIT, detail)
    signature = code == _FEISHU_SIGNATURE if kind == ChannelKind.FEISHU else code == _DINGTALK_SAFETY
    # DingTalk answers the same for a missing keyword and a foreign address; only its words tell them apart.
    if signature and (kind == ChannelKind.FEISHU or any(w in said for w in ("sign", "签名", "timestamp"))):
        raise NotSent(SendFault.SIGNATURE, detail)
    raise NotSent(SendFault.REFUSED, detail)
