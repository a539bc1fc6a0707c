"""Every address of the product."""

from django.urls import include, path

from guatu.config import views
from guatu.config.metrics import metrics
from guatu.feeds.views import calendar

handler500 = "guatu.config.views.server_error"

urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("language/", views.choose_language, name="choose-language"),
    path("accounts/", include("guatu.accounts.urls")),
    path("api/v1/", include("guatu.api.urls")),
    path("z/<str:zone_code>/", views.zone_start, name="zone"),
    path("z/<str:zone_code>/search/", views.search, name="search"),
    path("z/<str:zone_code>/help/", views.help_page, name="help"),
    path("z/<str:zone_code>/chart/", include("guatu.wallchart.urls")),
    path("z/<str:zone_code>/reports/", include("guatu.reports.urls")),
    path("z/<str:zone_code>/zones/", include("guatu.zones.urls")),
    path("z/<str:zone_code>/leagues/", include("guatu.leagues.urls")),
    path("z/<str:zone_code>/projects/", include("guatu.projects.urls")),
    path("z/<str:zone_code>/matters/", include("guatu.matters.urls")),
    path("z/<str:zone_code>/grids/", include("guatu.grids.urls")),
    path("z/<str:zone_code>/enterprises/", include("guatu.enterprises.urls")),
    path("t/<str:token>/", include("guatu.grids.tip_urls")),
    path("e/<str:token>/", include("guatu.enterprises.link_urls")),
    path("c/<str:token>.ics", calendar, name="calendar-feed"),
    path("z/<str:zone_code>/meetings/", include("guatu.meetings.urls")),
    path("z/<str:zone_code>/investment/", include("guatu.investment.urls")),
    path("z/<str:zone_code>/indicators/", include("guatu.indicators.urls")),
    path("z/<str:zone_code>/calendar-feeds/", include("guatu.feeds.urls")),
    path("z/<str:zone_code>/api-tokens/", include("guatu.api.token_urls")),
    path("z/<str:zone_code>/organization/", include("guatu.organization.urls")),
    path("z/<str:zone_code>/calendars/", include("guatu.calendars.urls")),
    path("z/<str:zone_code>/record/", include("guatu.audit.urls")),
    path("z/<str:zone_code>/notifications/", include("guatu.notifications.urls")),
    path("z/<str:zone_code>/webhooks/", include("guatu.webhooks.urls")),
    path("z/<str:zone_code>/files/", include("guatu.attachments.urls")),
]
