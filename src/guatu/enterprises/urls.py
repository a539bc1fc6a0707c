"""Addresses of enterprises and visits in a zone."""

from django.urls import path

from guatu.enterprises.views import enterprises, imports, links, visits

app_name = "enterprises"

REGISTER = [
    path("", enterprises.index, name="enterprises"),
    path("new/", enterprises.register, name="enterprise-register"),
    path("<uuid:enterprise_id>/", enterprises.show, name="enterprise"),
    path("<uuid:enterprise_id>/edit/", enterprises.edit, name="enterprise-edit"),
    path("<uuid:enterprise_id>/close/", enterprises.close, name="enterprise-close"),
    path("<uuid:enterprise_id>/contacts/new/", enterprises.add, name="contact-add"),
    path("contacts/<uuid:contact_id>/", enterprises.edit_one, name="contact-edit"),
    path("contacts/<uuid:contact_id>/remove/", enterprises.remove_one, name="contact-remove"),
]

LINKS = [
    path("<uuid:enterprise_id>/links/new/", links.issue, name="access-link-issue"),
    path("<uuid:enterprise_id>/links/<uuid:link_id>/revoke/", links.revoke, name="access-link-revoke"),
]

VISITS = [
    path("visits/", visits.index, name="visits"),
    path("visits/findings/", visits.findings, name="findings"),
    path("visits/limit/", visits.limit, name="visit-limit"),
    path("<uuid:enterprise_id>/visits/new/", visits.plan, name="visit-plan"),
    path("visits/<uuid:visit_id>/", visits.show, name="visit"),
    path("visits/<uuid:visit_id>/join/", visits.join, name="visit-join"),
    path("visits/<uuid:visit_id>/record/", visits.record, name="visit-record"),
    path("visits/<uuid:visit_id>/cancel/", visits.cancel, name="visit-cancel"),
]

IMPORTS = [
    path("import/", imports.upload, name="import"),
    path("import/template/", imports.template, name="import-template"),
    path("import/<uuid:import_id>/", imports.preview, name="import-preview"),
    path("import/<uuid:import_id>/commit/", imports.commit, name="import-commit"),
]

urlpatterns = [*IMPORTS, *REGISTER, *LINKS, *VISITS]
