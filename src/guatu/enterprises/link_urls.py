"""Addresses of an enterprise that came by its link. The token in them is a key: nothing logs it."""

from django.urls import path

from guatu.enterprises.views import link

app_name = "link"
urlpatterns = [
    path("", link.demands, name="demands"),
    path("new/", link.raise_demand, name="demand-raise"),
    path("<uuid:matter_id>/", link.demand, name="demand"),
    path("<uuid:matter_id>/note", link.note, name="demand-note"),
    path("<uuid:matter_id>/confirm", link.confirm, name="demand-confirm"),
    path("<uuid:matter_id>/withdraw", link.withdraw, name="demand-withdraw"),
    path("<uuid:matter_id>/rate", link.rate, name="demand-rate"),
    path("<uuid:matter_id>/files/<uuid:file_id>/", link.file, name="file"),
    path("<uuid:matter_id>/files/<uuid:file_id>/small/", link.thumbnail, name="thumbnail"),
]
