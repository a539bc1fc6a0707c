"""What allauth needs to know of WeCom; found by its registry because the package is an installed app."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.providers.base import ProviderAccount
from allauth.socialaccount.providers.oauth2.provider import OAuth2Provider

from guatu.accounts.wecom.views import WeComAdapter


class WeComAccount(ProviderAccount):  # type: ignore[misc]
    def to_str(self) -> str:
        return str(self.account.uid)


class WeComProvider(OAuth2Provider):  # type: ignore[misc]
    id = "wecom"
    name = "WeCom"
    account_class = WeComAccount
    oauth2_adapter_class = WeComAdapter

    def extract_uid(self, data: dict[str, Any]) -> str:
        return str(data["userid"])

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}


provider_classes = [WeComProvider]
