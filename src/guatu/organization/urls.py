"""Addresses of the organization app."""

from django.urls import path

from guatu.organization.views import accounts, duties, on_date, people, posts, sign_in, task_forces, units

app_name = "organization"
urlpatterns = [
    path("", units.list_units, name="units"),
    path("units/<uuid:unit_id>/", units.show_unit, name="unit"),
    path("units/<uuid:unit_id>/create/", units.create, name="unit-create"),
    path("units/<uuid:unit_id>/edit/", units.edit, name="unit-edit"),
    path("units/<uuid:unit_id>/move/", units.move, name="unit-move"),
    path("units/<uuid:unit_id>/close/", units.close, name="unit-close"),
    path("units/<uuid:unit_id>/names/add/", units.add_alias, name="unit-alias-add"),
    path("names/<uuid:alias_id>/end/", units.end_alias, name="unit-alias-end"),
    path("units/<uuid:unit_id>/territories/set/", units.set_territory, name="unit-territory-set"),
    path("units/<uuid:unit_id>/posts/create/", posts.create, name="post-create"),
    path("posts/<uuid:post_id>/", posts.show_post, name="post"),
    path("posts/<uuid:post_id>/edit/", posts.edit, name="post-edit"),
    path("posts/<uuid:post_id>/abolish/", posts.abolish, name="post-abolish"),
    path("posts/<uuid:post_id>/appoint/", posts.appoint_to_post, name="person-appoint"),
    path("people/<uuid:person_id>/appoint/", posts.appoint_person_to, name="person-appoint-to"),
    path("appointments/<uuid:appointment_id>/end/", posts.end, name="appointment-end"),
    path("appointments/<uuid:appointment_id>/replace/", posts.replace, name="holder-replace"),
    path("appointments/<uuid:appointment_id>/withdraw/", posts.withdraw, name="appointment-withdraw"),
    path("people/", people.list_people, name="people"),
    path("people/register/", people.register, name="person-register"),
    path("people/<uuid:person_id>/", people.show_person, name="person"),
    path("people/<uuid:person_id>/edit/", people.edit, name="person-edit"),
    path("people/<uuid:person_id>/duties/", duties.hand_over, name="duties-hand-over"),
    path("people/<uuid:person_id>/account/open/", accounts.open_for, name="account-open"),
    path("people/<uuid:person_id>/account/password/", accounts.reset, name="password-reset"),
    path("people/<uuid:person_id>/account/lock/", accounts.lock, name="account-lock"),
    path("people/<uuid:person_id>/account/unlock/", accounts.unlock, name="account-unlock"),
    path("people/<uuid:person_id>/account/factors/", accounts.remove_factors, name="second-factors-remove"),
    path("task-forces/", task_forces.list_task_forces, name="task-forces"),
    path("task-forces/form/", task_forces.form, name="task-force-form"),
    path("task-forces/<uuid:task_force_id>/", task_forces.show_task_force, name="task-force"),
    path(
        "task-forces/<uuid:task_force_id>/members/",
        task_forces.change_members,
        name="task-force-members-change",
    ),
    path("task-forces/<uuid:task_force_id>/disband/", task_forces.disband, name="task-force-disband"),
    path("on-date/", on_date.show_date, name="on-date"),
    path("hand-over/", duties.list_stranded, name="stranded"),
    path("sign-in/", sign_in.choose_rules, name="sign-in-rules"),
    path("accounts/", accounts.list_accounts, name="accounts"),
]
