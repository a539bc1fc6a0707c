"""The two ways to WeCom's sign-in page, and the token of the application.

WeCom is no OAuth 2 as written: the token belongs to the application, not to the person, and the person is asked for
with that token and the code together.
"""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from django.utils.http import urlencode

# Within WeCom itself the person is known; everywhere else a code is scanned.
INSIDE = "https://open.weixin.qq.com/connect/oauth2/authorize"
OUTSIDE = "https://login.work.weixin.qq.com/wwlogin/sso/login"


class WeComClient(OAuth2Client):  # type: ignore[misc]
    """`consumer_key` is the corporation, `agent_id` its application."""

    agent_id = ""

    def get_redirect_url(self, authorization_url: str, scope: Any, extra_params: dict[str, str]) -> str:
        values = {"appid": self.consumer_key, "agentid": self.agent_id, "redirect_uri": self.callback_url}
        if self.state:
            values["state"] = self.state
        if authorization_url == INSIDE:
            values |= {"response_type": "code", "scope": "snsapi_base"}
            return f"{authorization_url}?{urlencode(values | extra_params)}#wechat_redirect"
        return f"{authorization_url}?{urlencode({'login_type': 'CorpApp', **values, **extra_params})}"

    def get_access_token(self, code: str, pkce_code_verifier: str | None = None) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            answer = session.get(
                self.access_token_url,
                params={"corpid": self.consumer_key, "corpsecret": self.consumer_secret},
            )
            answer.raise_for_status()
        return checked(answer.json(), "access_token")


def checked(answer: Any, wanted: str) -> dict[str, Any]:
    """The answer, where it is one. Raises `OAuth2Error` with WeCom's own number; its text may hold the address."""
    if not isinstance(answer, dict) or answer.get("errcode", 0) or wanted not in answer:
        fault = answer.get("errcode", "no answer") if isinstance(answer, dict) else "no answer"
        raise OAuth2Error(f"WeCom: {fault}, expected {wanted}")
    return answer
