"""Coming and going of people, in the record of every zone to which the account belongs."""

from guatu.accounts.models import User
from guatu.accounts.sign_ins import Visit, What
from guatu.core.actor import Actor, PersonActor
from guatu.core.walls import every_zone_open
from guatu.organization.models import Person
from guatu.organization.powers import system_actor
from guatu.organization.use_cases.record_session import record_session


def keep_sessions_on_record(what: What, user: User, visit: Visit) -> None:
    """One entry in each zone. Who was refused is nobody yet, so it is the door that says so."""
    with every_zone_open("coming and going stand in the record of every zone of the account"):
        persons = list(Person.objects.filter(user=user).select_related("zone"))
    for person in persons:
        actor: Actor = (
            system_actor("door", person.zone)
            if what == "failed"
            else PersonActor(name=person.name, zone_id=person.zone_id, user_id=user.id, person_id=person.id)
        )
        record_session(actor=actor, person=person, user=user, what=what, visit=visit)
