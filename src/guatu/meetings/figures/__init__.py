"""The numbers of meetings, visits to sites and reviews; prose in docs/rules/figures.md. Importing a module defines its
figures."""

from guatu.meetings.figures import fieldwork as fieldwork
from guatu.meetings.figures import held as held
