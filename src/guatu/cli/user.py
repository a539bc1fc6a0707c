"""`guatu user`: accounts, for the first ones of a zone and for whoever is locked out."""

import click

from guatu.accounts.models import User
from guatu.cli.context import json_option, print_json, zone_option
from guatu.cli.zones import find_zone
from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.core.models import Zone
from guatu.core.walls import every_zone_open
from guatu.organization.models import Appointment, Person, Post
from guatu.organization.powers import held_on, role_permissions, system_actor
from guatu.organization.roles import role_names
from guatu.organization.selectors import root_unit
from guatu.organization.use_cases.appoint_person import appoint_person
from guatu.organization.use_cases.create_post import create_post
from guatu.organization.use_cases.link_account import link_account
from guatu.organization.use_cases.open_account import IssuedPassword, open_account, username_fault
from guatu.organization.use_cases.register_person import register_person
from guatu.organization.use_cases.reset_password import reset_password


@click.group("user")
def command() -> None:
    """Give out accounts and new one-time passwords."""


@command.command("create")
@click.argument("name")
@click.option("--person", "person_name", required=True, metavar="NAME", help="Who signs in with it.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    metavar="ROLE",
    help="Appoint to a post at the top of the zone with this role.",
)
@click.option("--title", default="", help="Title of that post; the first role's name where left out.")
@zone_option
@json_option
def create(
    name: str, person_name: str, roles: tuple[str, ...], title: str, zone_code: str | None, as_json: bool
) -> None:
    """Open the account NAME for a person, who is registered where the zone does not know them.

    A one-time password is printed; it must be changed at the first sign-in. An account that exists already, in
    another zone, is used here too.
    """
    zone = find_zone(zone_code)
    actor = system_actor("console", zone)
    unknown = sorted(set(roles) - set(role_permissions()))
    if unknown:
        raise InvalidInput(
            {"--role": f"unknown: {', '.join(unknown)}; there are {', '.join(role_permissions())}"}
        )
    person, known = _person(zone, person_name), User.objects.filter(username=name).first()
    if known is None and (fault := username_fault(name.strip())):
        raise InvalidInput({"NAME": fault})
    title = title.strip() or (role_names(list(roles))[0] if roles else "")
    post = _post(zone, title, roles)
    # Everything has been checked: what follows is several acts, and the password must not be lost between them.
    if person is None:
        person = register_person(actor=actor, name=person_name)
    issued = None
    if known is None:
        issued = open_account(actor=actor, person=person, username=name)
    elif person.user_id != known.id:
        link_account(actor=actor, person=person, user=known)
    if roles:
        post = post or create_post(actor=actor, unit=root_unit(zone.id), title=title, roles=roles)
        _appoint(actor, zone, person, post)
    _print(zone, person, name, issued, post, as_json)


def _person(zone: Zone, name: str) -> Person | None:
    found = list(Person.objects.filter(zone=zone, name=name.strip()))
    if len(found) > 1:
        raise InvalidInput(
            {"--person": f"{len(found)} people are called {name}; open the account on the person's page"}
        )
    return found[0] if found else None


def _post(zone: Zone, title: str, roles: tuple[str, ...]) -> Post | None:
    """The post of that title at the top of the zone. Raises `InvalidInput` where it carries other roles."""
    post = Post.objects.filter(zone=zone, unit=root_unit(zone.id), title=title).first() if roles else None
    if post is None:
        return None
    if post.abolished_on is not None:
        raise InvalidInput({"--title": f"the post {title} has been abolished"})
    if set(post.roles) != set(roles):
        raise InvalidInput(
            {"--title": f"the post {title} has other roles: {', '.join(post.roles) or 'none'}"}
        )
    return post


def _appoint(actor: Actor, zone: Zone, person: Person, post: Post) -> None:
    day = today(zone)
    if not Appointment.objects.filter(held_on(day), zone=zone, person=person, post=post).exists():
        appoint_person(actor=actor, person=person, post=post, valid_from=day)


@command.command("password")
@click.argument("name")
@zone_option
@json_option
def password(name: str, zone_code: str | None, as_json: bool) -> None:
    """Give the account NAME a new one-time password; open sessions end."""
    persons = Person.objects.filter(user__username=name).select_related("zone", "user").order_by("zone__code")
    if zone_code is not None:
        person = persons.filter(zone=find_zone(zone_code)).first()
    else:
        with every_zone_open("whoever is locked out may be known in any zone"):
            person = persons.first()
    if person is None:
        where = f" in zone {zone_code}" if zone_code else ""
        raise InvalidInput({"NAME": f"nobody has an account {name}{where}"})
    issued = reset_password(actor=system_actor("console", person.zone), person=person)
    _print(person.zone, person, name, issued, None, as_json)


def _print(
    zone: Zone, person: Person, name: str, issued: IssuedPassword | None, post: Post | None, as_json: bool
) -> None:
    if as_json:
        print_json(
            {
                "zone": zone.code,
                "user": name,
                "person": person.name,
                "post": post.title if post else None,
                "one_time_password": issued.password if issued else None,
            }
        )
        return
    click.echo(f"{zone.code}: {name} signs in as {person.name}{f', {post.title}' if post else ''}")
    if issued is not None:
        click.echo(f"One-time password: {issued.password}")
