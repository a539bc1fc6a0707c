"""What an import of deals compares with, read in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from guatu.investment.models.agreements import Agreement
from guatu.investment.models.prospects import Prospect
from guatu.organization.models import Person


@dataclass(slots=True)
class KnownDeals:
    """The zone as it stood before the import."""

    prospects: dict[str, Prospect] = field(default_factory=dict)
    agreements: dict[UUID, Agreement] = field(default_factory=dict)
    people: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))

    def person(self, name: str) -> Person | None:
        """The one person of that name; None where there is none, or several."""
        found = self.people.get(name, [])
        return found[0] if len(found) == 1 else None


def read_known_deals(zone_id: UUID) -> KnownDeals:
    known = KnownDeals()
    for prospect in Prospect.objects.filter(zone_id=zone_id).select_related("zone", "person"):
        known.prospects[prospect.name] = prospect
    for agreement in Agreement.objects.filter(zone_id=zone_id):
        known.agreements[agreement.prospect_id] = agreement
    for person in Person.objects.filter(zone_id=zone_id):
        known.people[person.name].append(person)
    return known
