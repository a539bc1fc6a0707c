"""The pages of allauth that this installation has: no sign-up, no mail, no password by mail."""

from allauth.account import views
from allauth.socialaccount.views import connections, login_cancelled
from allauth.usersessions.views import list_usersessions
from django.urls import include, path

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("sessions/", list_usersessions, name="usersessions_list"),
    path("social/", connections, name="socialaccount_connections"),
    path("social/cancelled/", login_cancelled, name="socialaccount_login_cancelled"),
    path("", include("guatu.accounts.wecom.urls")),
    path("", include("allauth.socialaccount.providers.dingtalk.urls")),
    path("", include("allauth.socialaccount.providers.feishu.urls")),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("2fa/", include("allauth.mfa.urls")),
]
