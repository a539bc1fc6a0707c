"""Addresses of grids."""

from django.urls import path

from guatu.grids.views import chain, grids, imports, maps, mine, objects, report, staff

app_name = "grids"

GRIDS = [
    path("", grids.index, name="grids"),
    path("new/", grids.define, name="grid-define"),
    path("<uuid:grid_id>/", grids.show, name="grid"),
    path("<uuid:grid_id>/edit/", grids.edit, name="grid-edit"),
    path("<uuid:grid_id>/redraw/", grids.redraw, name="grid-redraw"),
    path("<uuid:grid_id>/close/", grids.close, name="grid-close"),
]

MAPS = [
    path("map/", maps.show, name="map"),
    path("outline/", maps.outline, name="zone-outline-draw"),
    path("report/", report.show, name="report"),
    path("who/", mine.who, name="who"),
    path("mine/", mine.show, name="mine"),
]

STAFF = [
    path("<uuid:grid_id>/workers/new/", staff.assign, name="grid-worker-assign"),
    path("workers/<uuid:worker_id>/end/", staff.end, name="grid-worker-end"),
    path("workers/<uuid:worker_id>/substitute/", staff.name, name="substitute-name"),
    path("substitutes/<uuid:substitute_id>/end/", staff.end_substitution, name="substitute-end"),
]

OBJECTS = [
    path("<uuid:grid_id>/objects/new/", objects.place_in, name="object-place-in"),
    path("objects/new/", objects.place, name="object-place"),
    path("objects/<uuid:placed_id>/remove/", objects.remove, name="object-remove"),
]

FILES = [
    path("import/", imports.upload, name="import"),
    path("import/<uuid:import_id>/", imports.preview, name="import-preview"),
    path("import/<uuid:import_id>/commit", imports.commit, name="import-commit"),
    path("export.geojson", imports.export, name="export"),
]

CHAIN = [
    path("chain/", chain.index, name="chain"),
    path("chain/ratios/", chain.terms, name="helper-terms"),
    path("<uuid:grid_id>/chain/", chain.show, name="grid-chain"),
    path("<uuid:grid_id>/chain/new/", chain.add, name="chain-helper-add"),
    path("chain/<uuid:helper_id>/end/", chain.end, name="chain-helper-end"),
    path("chain/<uuid:helper_id>/link/", chain.link, name="chain-link-issue"),
    path("chain/<uuid:helper_id>/tip/", chain.tip, name="tip-raise"),
]

urlpatterns = [*CHAIN, *MAPS, *GRIDS, *STAFF, *OBJECTS, *FILES]
