"""From WeCom's answer to a person of the corporation."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.views import OAuth2Adapter, OAuth2CallbackView, OAuth2LoginView
from django.http import HttpRequest

from guatu.accounts.wecom.client import INSIDE, OUTSIDE, WeComClient, checked


class WeComAdapter(OAuth2Adapter):  # type: ignore[misc]
    provider_id = "wecom"
    access_token_url = "https://qyapi.weixin.qq.com/cgi-bin/gettoken"  # noqa: S105
    person_url = "https://qyapi.weixin.qq.com/cgi-bin/auth/getuserinfo"
    client_class = WeComClient

    @property
    def authorize_url(self) -> str:
        return INSIDE if "wxwork" in self.request.headers.get("user-agent", "") else OUTSIDE

    def get_client(self, request: HttpRequest, app: Any) -> WeComClient:
        client: WeComClient = super().get_client(request, app)
        client.agent_id = str(app.settings.get("agent_id", ""))
        return client

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Somebody who is no member of the corporation has no `userid`, and comes no further."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(
                self.person_url, params={"access_token": token.token, "code": request.GET.get("code", "")}
            )
            answer.raise_for_status()
        return self.get_provider().sociallogin_from_response(request, checked(answer.json(), "userid"))


oauth2_login = OAuth2LoginView.adapter_view(WeComAdapter)
oauth2_callback = OAuth2CallbackView.adapter_view(WeComAdapter)
