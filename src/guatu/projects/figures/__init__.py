"""The numbers of projects; prose in docs/rules/figures.md. Importing a module defines its figures."""

from guatu.projects.figures import enrolment as enrolment
from guatu.projects.figures import investment as investment
from guatu.projects.figures import slices as slices
from guatu.projects.figures import standing as standing
from guatu.projects.figures import starts as starts
from guatu.projects.figures import year_list as year_list
