"""Address of an informant who came by a link. The token in it is a key: nothing logs it."""

from django.urls import path

from guatu.grids.views import tip_link

app_name = "tip"
urlpatterns = [path("", tip_link.show, name="tips")]
